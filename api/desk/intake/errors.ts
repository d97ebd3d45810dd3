import type { Language } from '../../../letters/letter.ts';
import type { FieldError } from '../../problems/problem.ts';
import { message } from '../words/words.ts';
import { fieldNames } from './typed.ts';

/** A field that is wrong, as the form tells it: where it is, and what is wrong with it in the person's language. */
export interface WrongField {
  /** The name of the field in the form. */
  name: string;
  /** The id of its input, for the summary's links. */
  field: string;
  message: string;
}

/** How the API says what is wrong, and how a person is told. */
const told: readonly [pattern: RegExp, key: string][] = [
  [/^is (missing|empty)/, 'missing'],
  [/^lies in the future/, 'future'],
  [/^lies too far back/, 'too-old'],
  [/^is after .*when it arrived/, 'after-arrival'],
  [/^is after/, 'after-receipt'],
  [/^is no (day|date)/, 'no-day'],
  [/^is no e-mail address/, 'e-mail'],
  [/^is no telephone number/, 'phone'],
  [/^is too long/, 'too-long'],
  [/^has too many entries/, 'too-many-lines'],
  [/^is no reference|^is the reference of no complaint/, 'no-reference'],
  [/^the complaint is about this person/, 'conflict'],
  [/^has no meaning for what was only said/, 'only-said'],
  [/^is for what was said/, 'only-for-spoken'],
  [/^says something else/, 'spoken-otherwise'],
  [/^is not what the procedure does/, 'not-in-procedure'],
  [/^needs no writing/, 'needs-no-writing'],
  [/^the firm does not write in it/, 'language'],
  [/^the firm has no web form/, 'no-web-form'],
  [/^is no sentence/, 'no-sentence'],
  [/^is not another firm/, 'other-firm'],
  [/^has control characters/, 'characters'],
];

/** Every field that is wrong, each once, in the order of the form. */
export function wrongFields(errors: readonly FieldError[], language: Language): WrongField[] {
  const wrong = new Map<string, WrongField>();
  for (const { path, message: why } of errors) {
    const name = nameOf(path);
    const key = told.find(([pattern]) => pattern.test(why))?.[1] ?? 'other';
    const field = {
      name,
      field: idOf(name),
      message: `${labelOf(name, language)} : ${message(language, `intake.error.${key}`)}`,
    };
    if (!wrong.has(name))
      wrong.set(name, { ...field, message: language === 'fr' ? field.message : field.message.replace(' : ', ': ') });
  }
  return [...wrong.values()];
}

/** The id of a field's input. */
export function idOf(name: string): string {
  return name === '' ? 'content' : `f-${name.replaceAll('.', '-')}`;
}

/** A line of an address or one of several persons is wrong in its field. */
function nameOf(path: string): string {
  const plain = path.replace(/\.\d+$/, '').replace(/^complainant\.address$|^representative\.address$/, '$&.lines');
  return plain;
}

/** The name of a field as the form has it; of one that the form does not have, nothing. */
export function labelOf(name: string, language: Language): string {
  const own = [
    'received',
    'receivedTime',
    'procedure',
    'channel',
    'spoken',
    'concernedStaff',
    'reference',
    'statement',
    'reasons',
    'whoAnswers',
    'desk',
    'handedTo',
  ];
  const known = (fieldNames as readonly string[]).includes(name) || own.includes(name);
  const plain = name.replace(/^representative\.(?!mandate|name)/, 'complainant.');
  return known ? message(language, `intake.field.${plain}`) : message(language, 'intake.field.other');
}

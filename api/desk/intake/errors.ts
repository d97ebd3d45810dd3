import type { Language } from '../../../letters/letter.ts';
import type { FieldFault } from '../../problems/field-faults.ts';
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

/** Which words tell what is wrong. */
const told: Partial<Record<FieldFault, string>> = {
  missing: 'missing',
  empty: 'missing',
  'in-the-future': 'future',
  'too-far-back': 'too-old',
  'after-arrival': 'after-arrival',
  'after-receipt': 'after-receipt',
  'no-day': 'no-day',
  'no-email': 'e-mail',
  'no-phone': 'phone',
  'too-long': 'too-long',
  'too-many': 'too-many-lines',
  'no-reference': 'no-reference',
  conflict: 'conflict',
  'only-said': 'only-said',
  'only-for-spoken': 'only-for-spoken',
  'spoken-otherwise': 'spoken-otherwise',
  'not-in-procedure': 'not-in-procedure',
  'needs-no-writing': 'needs-no-writing',
  'firm-language': 'language',
  'no-web-form': 'no-web-form',
  'no-sentence': 'no-sentence',
  'same-firm': 'other-firm',
  characters: 'characters',
};

/** Every field that is wrong, each once, in the order of the form. */
export function wrongFields(errors: readonly FieldError[], language: Language): WrongField[] {
  const wrong = new Map<string, WrongField>();
  for (const { path, code } of errors) {
    const name = nameOf(path);
    const key = told[code] ?? 'other';
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

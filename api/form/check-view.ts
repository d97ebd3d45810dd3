import type { ClassificationEntry } from '../../procedures/classification.ts';
import type { RecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { WaitingFile } from '../../register/waiting-files.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { sizeInWords } from '../desk/attachments/words-of-files.ts';
import { fullDay } from '../desk/words/days.ts';
import { publicMessage } from '../public/words/words.ts';
import { bodyNamed } from './bodies.ts';
import { languageOfLetters, writtenOn } from './body.ts';
import { countryIn } from './countries.ts';
import { likelyMeant } from './email-typos.ts';
import { idOf, labelIn } from './form-view.ts';
import { languagesIn } from './languages.ts';
import { type Answers, choices, type FieldName, fieldNames, wants } from './questions.ts';

/** What the check page shows. */
export interface CheckShown {
  procedure: Procedure;
  page: Language;
  answers: Answers;
  token: string;
  files: readonly WaitingFile[];
  products: readonly ClassificationEntry[];
  directory: RecourseDirectory;
  /** In the firm's zone. */
  today: CivilDate;
  /** False where a link would not find the form again: its button does. */
  linksBack: boolean;
  notices?: readonly { kind: 'late' | 'soon' | 'info'; words: string }[];
}

/** A question and its answer. */
interface Row {
  question: string;
  /** Blank where nothing was answered. */
  answer: string;
  /** The id of its input in the form. */
  target: string;
  /** What is asked about it. */
  asking?: string | undefined;
}

/** Everything that was answered, once more, before it is sent. */
export function checkView(shown: CheckShown): Record<string, unknown> {
  const { procedure, page, answers, token, files, notices = [] } = shown;
  const { firm } = procedure;
  return {
    procedure: procedure.id,
    firm,
    token,
    notices,
    linksBack: shown.linksBack,
    parts: [partOne(shown), partTwo(shown), partThree(shown), partFour(shown)].map((rows, place) => ({
      title: publicMessage(page, `form.part.${place + 1}`),
      rows,
    })),
    files: files.map(({ name, size }) => ({ name, size: sizeInWords(size, page) })),
    authority: bodyNamed(procedure, 'data-protection-authority', shown)?.name,
    // Where the draft is gone when this page is sent, the text comes again with it.
    kept: fieldNames.filter((name) => answers[name] !== '').map((name) => ({ name, value: answers[name] })),
  };
}

/** What its rows are made of. */
type Asked = Pick<CheckShown, 'procedure' | 'page' | 'answers' | 'products'>;

/** Every question with its answer, as a text: for staff who read what came. */
export function asText(shown: Asked): string {
  return [partOne, partTwo, partThree, partFour]
    .flatMap((part) => part(shown))
    .filter(({ answer }) => answer !== '')
    .map(({ question, answer }) => `${question}\n${answer}`)
    .join('\n\n');
}

function partOne({ page, answers, procedure }: Asked): Row[] {
  return [
    row(page, 'kind', choice(page, 'kind', answers.kind), `${idOf('kind')}-classic`),
    row(page, 'reason', answers.reason),
    ...(wants(procedure, 'arguments') || answers.arguments !== '' ? [row(page, 'arguments', answers.arguments)] : []),
    row(page, 'solution', answers.solution),
  ];
}

function partTwo({ page, answers, procedure }: Asked): Row[] {
  const { contacted, written } = answers;
  const asksSteps = wants(procedure, 'steps-taken') || wants(procedure, 'answer-received');
  return [
    ...(asksSteps ? [row(page, 'contacted', choice(page, 'contacted', contacted), `${idOf('contacted')}-no`)] : []),
    ...(asksSteps && contacted === 'yes' ? [row(page, 'steps', answers.steps), row(page, 'answer', answers.answer)] : []),
    row(page, 'written', choice(page, 'written', written), `${idOf('written')}-no`),
    ...(written === 'yes' ? [row(page, 'writtenDay', dayInWords(page, answers)), row(page, 'writtenTo', answers.writtenTo)] : []),
  ];
}

function partThree({ page, answers, products }: Asked): Row[] {
  const product = products.find(({ id }) => id === answers.product)?.name[page] ?? publicMessage(page, 'form.choice.product.');
  const policy = answers.noPolicy === '' ? answers.policy : labelIn(page, 'noPolicy');
  return [
    row(page, 'product', product),
    row(page, 'policy', policy),
    ...(answers.claim === '' ? [] : [row(page, 'claim', answers.claim)]),
  ];
}

function partFour({ page, answers, procedure }: Asked): Row[] {
  const { writer, status } = answers;
  const forAnother = writer === 'somebody-else';
  const statusWords = status === 'other' ? answers.statusOther : choice(page, 'status', status);
  const meant = likelyMeant(answers.email);
  const letters = languagesIn(page, [languageOfLetters(procedure, page, answers)]);
  return [
    row(page, 'writer', choice(page, 'writer', writer), `${idOf('writer')}-myself`),
    ...(writer === 'myself' || answers.organisation === '' ? [] : [row(page, 'organisation', answers.organisation)]),
    ...(forAnother
      ? [
          row(page, 'client', answers.client),
          row(page, 'clientIs', choice(page, 'clientIs', answers.clientIs), `${idOf('clientIs')}-private-person`),
          row(page, 'role', choice(page, 'role', answers.role), `${idOf('role')}-relative`),
          row(page, 'clientEmail', answers.clientEmail),
          row(page, 'clientAddress', answers.clientAddress),
          row(page, 'clientCountry', countryIn(page, answers.clientCountry)),
        ]
      : []),
    {
      ...row(page, 'status', statusWords, `${idOf('status')}-client`),
      question: labelIn(page, forAnother ? 'status.somebody-else' : 'status'),
    },
    {
      ...row(page, 'given', [answers.given, answers.family].filter(Boolean).join(' ')),
      question: publicMessage(page, 'formPages.check.name'),
    },
    { ...row(page, 'street', addressInWords(page, answers)), question: publicMessage(page, 'formPages.check.address') },
    row(page, 'phone', answers.phone),
    {
      ...row(page, 'email', answers.email),
      asking: meant && publicMessage(page, 'formPages.check.meant', { meant }),
    },
    ...(procedure.firm.languages.includes(page)
      ? []
      : [{ ...row(page, 'letters', letters), question: publicMessage(page, 'formPages.check.letters') }]),
  ];
}

function row(page: Language, name: FieldName, answer: string, target = idOf(name)): Row {
  return { question: labelIn(page, name), answer, target };
}

function choice(page: Language, name: keyof typeof choices, value: string): string {
  return (choices[name] as readonly string[]).includes(value) ? publicMessage(page, `form.choice.${name}.${value}`) : '';
}

function dayInWords(page: Language, answers: Answers): string {
  const day = writtenOn(answers);
  if (answers.writtenUnknown !== '') return labelIn(page, 'writtenUnknown');
  return day === undefined ? '' : fullDay(day, page);
}

function addressInWords(page: Language, { street, complement, postcode, town, country }: Answers): string {
  const place = [postcode, town].filter(Boolean).join(' ');
  const lines = [street, complement, place].filter(Boolean);
  return lines.length === 0 ? '' : [...lines, countryIn(page, country)].join('\n');
}

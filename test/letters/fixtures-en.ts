import type { LetterFields, Recourse } from '../../letters/letter.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { type Extent, fieldsFor, type Reader } from './fixtures.ts';

/** Who reads: the readers of the French fixtures, and a consumer of a firm in Belgium. */
export type EnglishReader = Reader | 'in-belgium';

/** Only France's mediator has a last day. */
export const frenchOnly: LetterKind[] = ['year-reminder'];

const ombudsman: Recourse = {
  consumer: true,
  mediator: {
    name: 'the Insurance Ombudsman',
    addressLine: 'De Meeûssquare 35, 1000 Brussel',
    website: 'www.ombudsman-insurance.be',
    email: 'info@ombudsman-insurance.be',
    needsWrittenComplaint: false,
  },
  court: 'the competent court',
};

const toTheOmbudsman = {
  recipientName: 'Ombudsman van de Verzekeringen',
  recipientAddress: ['De Meeûssquare 35', '1000 Brussel'],
} satisfies Partial<LetterFields>;

const courts: Record<string, string> = {
  'le tribunal judiciaire': 'the competent French court (tribunal judiciaire)',
  'le tribunal de commerce': 'the competent French court',
};

export const authority = {
  name: 'the data protection authority of the example',
  addressLine: '3 place du Modèle, 75007 PARIS',
  website: 'www.autorite.example.org',
};

/** What staff and complainants write, in English. */
const texts = {
  contactName: 'Alex Model',
  contactRole: 'case handler',
  signatoryName: 'Robin Manager',
  signatoryRole: 'complaints manager',
  matter: 'the time taken to refund your claim',
  complainantName: 'Dominique Example',
  complaintText: 'I dispute the refusal of cover.\nMy water damage dates from 2 March!',
  reasons:
    'Your policy provides for payment within ten days.\nThe transfer left on 4 May 2026, twelve days too late (article 7).',
  measures: 'We have corrected the way we follow up transfers.',
  redress: 'We are refunding the fees that your bank charged you.',
  upheldPoints: 'The transfer left twelve days late.',
  rejectedPoints: 'The excess is due: it stands in article 3 of your policy.',
  offerTerms: 'We cancel the surcharge for 2026.',
  situation: 'The file is with the loss adjuster.',
  answer: 'We have received the loss adjuster’s report and are studying it.',
  complaintCopy: [{ heading: 'What happened', text: 'I dispute the refusal of cover.\nMy water damage dates from 2 March!' }],
  missingFacts: ['a copy of your policy', 'the letter of refusal'],
  waysToWrite: ['by e-mail: complaints@example.org', 'by post: 5 avenue de l’Exemple, 75002 PARIS'],
  minimumFacts: ['your surname and first name', 'your postal address', 'a short description of the complaint'],
  whoAnswers: 'The client services team',
} satisfies Partial<LetterFields>;

const formulas: Record<EnglishReader, { salutation: string; closing: string }> = {
  consumer: { salutation: 'Dear Ms Exemple', closing: 'Yours sincerely' },
  professional: { salutation: 'Dear Sir or Madam', closing: 'Yours faithfully' },
  abroad: { salutation: 'Dear Mr Voorbeeld', closing: 'Yours sincerely' },
  'in-belgium': { salutation: 'Dear Ms Exemple', closing: 'Yours sincerely' },
};
const impersonal = { salutation: 'Dear Sir or Madam', closing: 'Yours faithfully' };

/** A letter's fields in English, for a reader, with or without what is optional. */
export function englishFieldsFor(
  kind: LetterKind,
  reader: EnglishReader = 'consumer',
  extent: Extent = 'full',
  changes: Partial<LetterFields> = {},
): LetterFields {
  const french = fieldsFor(kind, reader === 'in-belgium' ? 'consumer' : reader, extent);
  const given = Object.entries(texts).filter(([name]) => french[name as keyof LetterFields] !== undefined);
  const toAFirm = french.salutation === 'Madame, Monsieur';
  return {
    ...french,
    ...Object.fromEntries(given),
    ...(toAFirm ? impersonal : formulas[reader]),
    ...(reader === 'in-belgium' && kind === 'sent-on-to-mediator' ? toTheOmbudsman : {}),
    recourse: inEnglish(french.recourse, reader),
    ...changes,
  };
}

function inEnglish(recourse: Recourse | undefined, reader: EnglishReader): Recourse | undefined {
  if (!recourse) return undefined;
  const court = recourse.court && (courts[recourse.court] ?? recourse.court);
  if (recourse.authority) return { ...recourse, court, authority };
  return reader === 'in-belgium' ? { ...ombudsman, state: recourse.state } : { ...recourse, court };
}

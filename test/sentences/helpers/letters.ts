import type { Language } from '../../../letters/letter.ts';
import { renderLetter } from '../../../letters/render.ts';
import { letterFields } from '../../../letters/writing/fields.ts';
import { languageOf } from '../../../letters/writing/people.ts';
import { mediatorOf } from '../../../letters/writing/recourse.ts';
import type { LetterSources } from '../../../letters/writing/sources.ts';
import { planRegistration } from '../../../procedures/plan-registration.ts';
import { loadRecourseDirectory } from '../../../procedures/recourse.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { ComplaintContent, MessageTexts } from '../../../register/complaint-content.ts';
import type { ComplaintRow } from '../../../register/tables.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import { type DutyName, dutyNames, lettersOfDuty } from '../../../workflows/domain/duties.ts';
import type { LetterKind } from '../../../workflows/domain/letters.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import { ordinaryTexts } from '../../helpers/lifecycle-wanted.ts';

const directory = await loadRecourseDirectory();

/** What a test changes of the ordinary complaint: written on 12 May 2026, received on the 13th, by e-mail, by a consumer. */
export interface LetterWanted {
  language?: Language;
  capacity?: ComplaintRow['capacity'];
  sender?: string;
  country?: string;
  /** The day of the letter; by default that on which its duty acts, else 20 May 2026. */
  on?: CivilDate;
  facts?: Partial<ComplaintFacts>;
  texts?: MessageTexts;
  content?: Partial<ComplaintContent>;
  insurer?: LetterSources['insurer'];
  message?: LetterSources['message'];
  sentLetters?: LetterSources['sentLetters'];
  insurerAwaitedSince?: CivilDate;
}

/** A letter as the activities write it for a complaint to that firm; as text with ordinary spaces. */
export function letterOf(
  procedure: Procedure,
  kind: LetterKind,
  wanted: LetterWanted = {},
): { subject: string; text: string; language: Language } {
  const duty = dutyOf(kind);
  const sources = sourcesOf(procedure, duty, kind, wanted);
  const planned = sources.complaint.duties.find((one) => one.duty === duty);
  const on = wanted.on ?? planned?.sendOn ?? '2026-05-20';
  const letter = {
    reference: sources.complaint.facts.reference,
    duty,
    occasion: 'first',
    kind,
    at: Date.parse(`${on}T09:00:00Z`),
  };
  const language = languageOf(kind, sources);
  const { subject, text } = renderLetter(kind, language, letterFields(letter, on, sources), {
    procedure: procedure.id,
    forbiddenNames: directory.closed.flatMap(({ neverPrint }) => neverPrint),
  });
  return { subject, text: text.replaceAll(/[\u00a0\u202f]/g, ' '), language };
}

/** The same letter in each language that the firm writes. */
export function inEveryLanguage(procedure: Procedure, kind: LetterKind, wanted: LetterWanted = {}) {
  return procedure.firm.languages.map((language) => letterOf(procedure, kind, { ...wanted, language }));
}

function sourcesOf(procedure: Procedure, duty: DutyName, kind: LetterKind, wanted: LetterWanted): LetterSources {
  const facts: ComplaintFacts = {
    reference: `${procedure.prefix}-2026-000123`,
    procedure: procedure.id,
    procedureVersion: procedure.version,
    kind: kind.startsWith('gdpr') ? 'gdpr' : 'classic',
    sentOn: '2026-05-12',
    receivedOn: '2026-05-13',
    registeredOn: '2026-05-13',
    stage: 'received',
    level: '1',
    acknowledgeNow: false,
    escalations: [],
    enquiryAnswers: {},
    revision: 1,
    ...wanted.facts,
  };
  const row = {
    language: wanted.language ?? procedure.firm.languages[0],
    country: wanted.country ?? procedure.firm.country,
    capacity: wanted.capacity ?? 'consumer',
    sender: wanted.sender ?? 'private-person',
    closed_at: null,
  } as ComplaintRow;
  return {
    complaint: { row, facts, duties: planRegistration(procedure, facts) },
    content: {
      complainant: {
        name: 'Dominique Exemple',
        salutation: 'madam',
        email: 'dominique@example.org',
        address: { lines: ['3 rue des Essais', '59000 LILLE'], country: procedure.firm.country },
      },
      matter: 'la résiliation de votre contrat',
      reason: 'Ma résiliation n’a pas été prise en compte.',
      ...wanted.content,
    },
    procedure,
    directory,
    texts: wanted.texts ?? ordinaryTexts,
    message: wanted.message,
    insurer: wanted.insurer,
    insurerAwaitedSince: wanted.insurerAwaitedSince,
    mediator: mediatorOf({ directory, procedure }),
    sentLetters: wanted.sentLetters ?? [],
    link: `https://complaints.example/${facts.reference}`,
    privatePage: 'https://complaints.example/c/abcdefghijklmnopqrstuvwxyz',
    filesGiven: [],
    publicUrl: 'https://firm.example',
  };
}

const answers: readonly LetterKind[] = ['upheld', 'partly-upheld', 'rejected', 'settled'];

/** The duty that a letter is usually written for. */
function dutyOf(kind: LetterKind): DutyName {
  if (kind === 'ten-day-notice' || kind === 'gdpr-acknowledgement') return 'acknowledgement';
  if (kind === 'gdpr-answer') return 'gdpr-response';
  if (kind === 'delay') return 'announced-date';
  if (kind === 'escalation' || kind === 'escalation-to-insurer') return 'escalation-notice';
  if (answers.includes(kind)) return 'final-response';
  return dutyNames.find((duty) => lettersOfDuty[duty]?.includes(kind)) ?? 'decision-notice';
}

import { planRegistration } from '../../procedures/plan-registration.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt, instantAt } from '../../procedures/zoned-time.ts';
import type { ComplaintContent, MessageTexts } from '../../register/complaint-content.ts';
import { isByPost, type NewComplaint, registerComplaint } from '../../register/complaints.ts';
import type { Register } from '../../register/register.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';

/** What a test wants of its complaint; the rest is that of an ordinary one, made to Opticourtage by a consumer by e-mail. */
export interface ComplaintWanted
  extends Partial<
    Pick<
      NewComplaint,
      | 'kind'
      | 'channel'
      | 'language'
      | 'country'
      | 'capacity'
      | 'level'
      | 'oral'
      | 'solvedAtOnce'
      | 'mandate'
      | 'barred'
      | 'linkedTo'
      | 'sender'
      | 'caseHandler'
    >
  > {
  /** The firm's procedure, by its id. */
  procedure?: string;
  /** When it is received, in the firm's zone: `2026-05-13 18:30`. */
  received: string;
  sentOn?: CivilDate;
  /** When it is registered, and its workflow begins; at once unless given. */
  registered?: string;
  content?: Partial<ComplaintContent['complainant']>;
  representative?: ComplaintContent['representative'];
}

/** Registers what a test wants, as the API would. */
export function registerWanted(
  register: Register,
  procedure: Procedure,
  wanted: ComplaintWanted,
): Promise<{ reference: string }> {
  const { timeZone } = procedure.firm;
  const complaint: NewComplaint = {
    procedure,
    kind: wanted.kind ?? 'classic',
    channel: wanted.channel ?? 'e-mail',
    language: wanted.language ?? procedure.firm.languages[0] ?? 'fr',
    country: wanted.country ?? procedure.firm.country,
    capacity: wanted.capacity ?? 'consumer',
    sentOn: wanted.sentOn,
    receivedOn: wanted.received.slice(0, 10),
    registeredOn: civilDateAt(registeredAt(procedure, wanted), timeZone),
    receivedAt: inZone(wanted.received, timeZone),
    level: wanted.level ?? '1',
    oral: wanted.oral,
    solvedAtOnce: wanted.solvedAtOnce,
    mandate: wanted.mandate,
    barred: wanted.barred,
    linkedTo: wanted.linkedTo,
    sender: wanted.sender ?? 'private-person',
    caseHandler: wanted.caseHandler,
    actor: 'tests',
    content: contentOf(procedure, wanted),
  };
  return registerComplaint(register, complaint, (reference) =>
    planRegistration(procedure, { ...complaint, reference, byPost: isByPost(complaint) }),
  );
}

/** When a complaint that a test wants is registered. */
export function registeredAt({ firm }: Procedure, { registered, received }: ComplaintWanted): Instant {
  return inZone(registered ?? received, firm.timeZone);
}

function contentOf({ firm }: Procedure, { content, representative }: ComplaintWanted): ComplaintContent {
  return {
    complainant: {
      name: 'Dominique Exemple',
      salutation: 'madam',
      email: 'dominique@example.org',
      address: { lines: ['3 rue des Essais', '59000 LILLE'], country: firm.country },
      ...content,
    },
    representative,
    matter: 'la résiliation de votre contrat',
    reason: 'Ma résiliation n’a pas été prise en compte.',
  };
}

/** `2026-05-13 18:30`, in a zone. */
export function inZone(moment: string, timeZone: string): Instant {
  const [date = '', time = '00:00'] = moment.split(' ');
  const [hours = '00', minutes = '00', seconds = '0'] = time.split(':');
  return instantAt(date, `${hours}:${minutes}`, Number(seconds), timeZone);
}

/** The day and the time in a zone, `2026-05-27 08:12`. */
export function momentIn(instant: Instant, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);
  return `${civilDateAt(instant, timeZone)} ${time}`;
}

/** `2026-05-13 18:30`, in Paris. */
export function inParis(moment: string): Instant {
  return inZone(moment, 'Europe/Paris');
}

/** The day and the time in Paris, `2026-05-27 08:12`. */
export function paris(instant: Instant): string {
  return momentIn(instant, 'Europe/Paris');
}

/** The texts that each decision's letter needs, for tests that are about something else. */
export const ordinaryTexts = {
  reasons: 'Les faits sont établis par les pièces du dossier.',
  measures: 'Nous corrigeons votre contrat.',
  doneBy: '2027-06-30',
  upheldPoints: 'La résiliation est prise en compte.',
  rejectedPoints: 'Les frais restent dus.',
  offer: { terms: 'Nous vous proposons un geste commercial.', until: '2027-06-30' },
  missingFacts: ['la copie de votre courrier'],
  answer: 'Votre dossier est à l’étude.',
  situation: 'Nous attendons une dernière pièce.',
  statement: 'La lettre demande un duplicata et n’exprime aucun mécontentement.',
  whoAnswers: 'le service des contrats',
  rightFirm: { name: 'Autre Courtage', address: ['2 rue Exemple', '69001 LYON'] },
  insurer: {
    name: 'Exemple Assurances',
    email: 'reclamations@example.com',
    address: ['1 rue Exemple', '75001 PARIS'],
    reference: 'EX-42',
  },
} satisfies MessageTexts;

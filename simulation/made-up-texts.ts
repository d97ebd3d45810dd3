import { addMonths } from '../procedures/civil-dates.ts';
import type { Language } from '../register/complaint-content.ts';
import { type ComplaintKind, outcomes } from '../workflows/domain/complaint.ts';
import { textsNeeded } from '../workflows/domain/judge.ts';
import type { Decision } from '../workflows/domain/messages.ts';
import type { CivilDate } from '../workflows/domain/time.ts';

/**
 * Ordinary texts for what a scenario leaves out: who looks at a procedure wants its dates. Nothing of them is about anybody.
 */
interface OrdinaryTexts {
  name: string;
  lines: string[];
  matter: string;
  reason: string;
  reasons: string;
  upheldPoints: string;
  rejectedPoints: string;
  measures: string;
  terms: string;
  missingFact: string;
  answer: string;
  situation: string;
  statement: string;
  whoAnswers: string;
  text: string;
}

const ordinaryTexts: Record<Language, OrdinaryTexts> = {
  fr: {
    name: 'Dominique Exemple',
    lines: ['3 rue de l’Exemple', '59000 LILLE'],
    matter: 'la résiliation de votre contrat',
    reason: 'Ma demande de résiliation n’a pas été prise en compte.',
    reasons: 'Les pièces du dossier établissent les faits.',
    upheldPoints: 'La résiliation est prise en compte.',
    rejectedPoints: 'Les frais de dossier restent dus.',
    measures: 'Nous corrigeons votre dossier.',
    terms: 'Nous vous proposons la prise en charge des frais de dossier.',
    missingFact: 'la copie de votre courrier',
    answer: 'Votre dossier est à l’étude.',
    situation: 'Nous attendons une dernière pièce.',
    statement: 'La lettre demande un duplicata et n’exprime aucun mécontentement.',
    whoAnswers: 'le service des contrats',
    text: 'Voici ce que j’ai à vous dire.',
  },
  nl: {
    name: 'Dominique Voorbeeld',
    lines: ['Voorbeeldstraat 3', '2000 ANTWERPEN'],
    matter: 'de opzegging van uw contract',
    reason: 'Met mijn opzegging werd geen rekening gehouden.',
    reasons: 'De stukken in het dossier tonen de feiten aan.',
    upheldPoints: 'De opzegging wordt aanvaard.',
    rejectedPoints: 'De dossierkosten blijven verschuldigd.',
    measures: 'Wij verbeteren uw dossier.',
    terms: 'Wij stellen voor de dossierkosten ten laste te nemen.',
    missingFact: 'de kopie van uw brief',
    answer: 'Uw dossier wordt onderzocht.',
    situation: 'Wij wachten op een laatste stuk.',
    statement: 'De brief vraagt een duplicaat en drukt geen ontevredenheid uit.',
    whoAnswers: 'de contractdienst',
    text: 'Dit wil ik u meedelen.',
  },
  en: {
    name: 'Dominique Example',
    lines: ['3 Example Street', '59000 LILLE'],
    matter: 'the cancellation of your policy',
    reason: 'My request to cancel has not been taken into account.',
    reasons: 'The documents in the file establish the facts.',
    upheldPoints: 'The cancellation is taken into account.',
    rejectedPoints: 'The administration fee remains due.',
    measures: 'We are correcting your file.',
    terms: 'We offer to bear the administration fee.',
    missingFact: 'a copy of your letter',
    answer: 'Your file is being examined.',
    situation: 'We are waiting for one last document.',
    statement: 'The letter asks for a duplicate and expresses no dissatisfaction.',
    whoAnswers: 'the policy department',
    text: 'This is what I have to say.',
  },
};

const email = 'dominique@example.org';
const insurer = {
  name: 'Exemple Assurances',
  email: 'reclamations@example.com',
  address: ['1 rue de l’Exemple', '75001 PARIS'],
};
const rightFirm = { name: 'Autre Courtage', address: ['2 rue de l’Exemple', '69001 LYON'] };

/** What a complaint must say of itself, as an ordinary fictional person would have it. */
export function ordinaryComplaint(given: Record<string, unknown>, language: Language, country: string): Record<string, unknown> {
  const { name, lines, matter, reason } = ordinaryTexts[language];
  const complainant = { name, salutation: 'madam', email, address: { lines, country } };
  return {
    channel: 'e-mail',
    matter,
    reason,
    ...given,
    complainant: { ...complainant, ...(isFields(given['complainant']) ? given['complainant'] : {}) },
  };
}

/** A decision with the texts that it needs, and the names of those that were made up. */
export interface Completed {
  body: unknown;
  madeUp: string[];
}

/**
 * Adds to a decision, an escalation or something received the texts that its letter needs and that a scenario leaves out.
 *
 * @param given as it stands in the scenario, right or wrong
 * @param circumstances.kind the complaint's kind by then
 * @param circumstances.on the day in the firm's zone
 */
export function withOrdinaryTexts(
  given: unknown,
  { language, kind, on }: { language: Language; kind: ComplaintKind; on: CivilDate },
): Completed {
  if (!isFields(given)) return { body: given, madeUp: [] };
  const texts = ordinaryTexts[language];
  const offer = { terms: texts.terms, until: addMonths(on, 1) };
  const usual: Record<string, unknown> = { ...texts, offer, insurer, rightFirm, missingFacts: [texts.missingFact] };
  const missing = textsNeededBy(given, kind)
    .filter((group) => group.every((name) => given[name] === undefined))
    .map(([name = '']) => name)
    .filter((name) => usual[name] !== undefined);
  return { body: { ...given, ...Object.fromEntries(missing.map((name) => [name, usual[name]])) }, madeUp: missing };
}

/** Groups of fields, one of each of which its letter needs; by the rules that the workflow judges by. */
function textsNeededBy(given: Record<string, unknown>, kind: ComplaintKind): string[][] {
  if (given['to'] === 'insurer') return [['insurer'], ['reasons']];
  if (given['decision'] === 'resolve' && !outcomes.some((outcome) => outcome === given['outcome'])) return [];
  if (typeof given['decision'] !== 'string') return [];
  const groups = textsNeeded(given as unknown as Decision, { kind });
  return groups.map((group) => group.map((name) => (name === 'offerTerms' ? 'offer' : name)));
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

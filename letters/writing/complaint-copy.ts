import type { ComplaintKind } from '../../workflows/domain/complaint.ts';
import { formatDate, formatPhone } from '../format.ts';
import type { CopiedPart, Language } from '../letter.ts';
import type { LetterSources } from './sources.ts';

/** The complaint as its author made it, part by part; what was left blank is left out. */
export function copyOf(
  { complaint, content, filesGiven, product }: Pick<LetterSources, 'complaint' | 'content' | 'filesGiven' | 'product'>,
  language: Language,
): CopiedPart[] {
  const { complainant, representative, earlierWriting } = content;
  const words = headings[language];
  const parts: [string, string | undefined][] = [
    [words.kind, kinds[language][complaint.facts.kind]],
    [words.complainant, person(complainant)],
    [words.representative, representative && person(representative)],
    [words.product, product?.[language]],
    [words.policyNumber, content.policyNumber ?? (content.noPolicyNumber ? words.noPolicyNumber : undefined)],
    [words.claimNumber, content.claimNumber],
    [words.reason, content.reason],
    [words.stepsTaken, content.stepsTaken],
    [words.answerReceived, content.answerReceived],
    [words.earlierWriting, earlierWriting && written(earlierWriting, language)],
    [words.arguments, content.arguments],
    [words.solutionSought, content.solutionSought],
    [words.documents, filesGiven.join('\n')],
  ];
  return parts.flatMap(([heading, text]) => (text === undefined || text.trim() === '' ? [] : [{ heading, text }]));
}

type Person = Omit<LetterSources['content']['complainant'], 'salutation'>;

/** A line each: name, in what capacity, address, how to reach them. */
function person({ name, status, address, phone, email }: Person): string {
  const number = phone === undefined ? undefined : formatPhone(phone, address?.country);
  return [name, status, ...(address?.lines ?? []), number, email].filter((line) => line !== undefined && line !== '').join('\n');
}

/** The day of the earlier writing, and on a line of its own to whom it went. */
function written({ on, to }: { on: string; to?: string | undefined }, language: Language): string {
  return [formatDate(on, language), to].filter((line) => line !== undefined).join('\n');
}

const kinds: Record<Language, Record<ComplaintKind, string>> = {
  fr: {
    classic: 'Un contrat, un sinistre ou un service',
    gdpr: 'Vos données personnelles (RGPD)',
    'classic-and-gdpr': 'Un contrat, un sinistre ou un service, et vos données personnelles (RGPD)',
  },
  nl: {
    classic: 'Een contract, een schadegeval of een dienst',
    gdpr: 'Uw persoonsgegevens (AVG)',
    'classic-and-gdpr': 'Een contract, een schadegeval of een dienst, en uw persoonsgegevens (AVG)',
  },
  en: {
    classic: 'A contract, a claim or a service',
    gdpr: 'Your personal data (GDPR)',
    'classic-and-gdpr': 'A contract, a claim or a service, and your personal data (GDPR)',
  },
};

interface Headings {
  kind: string;
  complainant: string;
  representative: string;
  product: string;
  policyNumber: string;
  noPolicyNumber: string;
  claimNumber: string;
  reason: string;
  stepsTaken: string;
  answerReceived: string;
  earlierWriting: string;
  arguments: string;
  solutionSought: string;
  documents: string;
}

const headings: Record<Language, Headings> = {
  fr: {
    kind: 'Ce sur quoi porte votre réclamation',
    complainant: 'Vos coordonnées',
    representative: 'La personne qui vous représente',
    product: 'Le type de contrat',
    policyNumber: 'Votre contrat',
    noPolicyNumber: 'Vous n’avez pas le numéro, ou pas de contrat.',
    claimNumber: 'Votre sinistre',
    reason: 'Ce qui s’est passé',
    stepsTaken: 'Vos démarches',
    answerReceived: 'La réponse que vous avez reçue',
    earlierWriting: 'Votre réclamation écrite précédente',
    arguments: 'Vos arguments',
    solutionSought: 'La solution que vous demandez',
    documents: 'Vos documents',
  },
  nl: {
    kind: 'Waarover uw klacht gaat',
    complainant: 'Uw contactgegevens',
    representative: 'Wie u vertegenwoordigt',
    product: 'Het soort contract',
    policyNumber: 'Uw polis',
    noPolicyNumber: 'U hebt het nummer niet, of u hebt geen contract.',
    claimNumber: 'Uw schadegeval',
    reason: 'Wat er is gebeurd',
    stepsTaken: 'Wat u al hebt ondernomen',
    answerReceived: 'Het antwoord dat u hebt gekregen',
    earlierWriting: 'Uw eerdere schriftelijke klacht',
    arguments: 'Uw argumenten',
    solutionSought: 'De oplossing die u vraagt',
    documents: 'Uw documenten',
  },
  en: {
    kind: 'What your complaint is about',
    complainant: 'Your details',
    representative: 'Who represents you',
    product: 'The kind of contract',
    policyNumber: 'Your contract',
    noPolicyNumber: 'You do not have the number, or have no contract.',
    claimNumber: 'Your claim',
    reason: 'What happened',
    stepsTaken: 'The steps that you have taken',
    answerReceived: 'The answer that you were given',
    earlierWriting: 'Your earlier written complaint',
    arguments: 'Your arguments',
    solutionSought: 'The solution that you seek',
    documents: 'Your documents',
  },
};

import { formatPhone } from '../format.ts';
import type { CopiedPart, Language } from '../letter.ts';
import type { LetterSources } from './sources.ts';

/** The complaint as its author made it, part by part; what was left blank is left out. */
export function copyOf({ content, filesGiven }: Pick<LetterSources, 'content' | 'filesGiven'>, language: Language): CopiedPart[] {
  const { complainant, representative } = content;
  const words = headings[language];
  const parts: [string, string | undefined][] = [
    [words.complainant, person(complainant)],
    [words.representative, representative && person(representative)],
    [words.policyNumber, content.policyNumber],
    [words.claimNumber, content.claimNumber],
    [words.reason, content.reason],
    [words.stepsTaken, content.stepsTaken],
    [words.answerReceived, content.answerReceived],
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

interface Headings {
  complainant: string;
  representative: string;
  policyNumber: string;
  claimNumber: string;
  reason: string;
  stepsTaken: string;
  answerReceived: string;
  arguments: string;
  solutionSought: string;
  documents: string;
}

const headings: Record<Language, Headings> = {
  fr: {
    complainant: 'Vos coordonnées',
    representative: 'La personne qui vous représente',
    policyNumber: 'Votre contrat',
    claimNumber: 'Votre sinistre',
    reason: 'Ce qui s’est passé',
    stepsTaken: 'Vos démarches',
    answerReceived: 'La réponse que vous avez reçue',
    arguments: 'Vos arguments',
    solutionSought: 'La solution que vous demandez',
    documents: 'Vos documents',
  },
  nl: {
    complainant: 'Uw contactgegevens',
    representative: 'Wie u vertegenwoordigt',
    policyNumber: 'Uw polis',
    claimNumber: 'Uw schadegeval',
    reason: 'Wat er is gebeurd',
    stepsTaken: 'Wat u al hebt ondernomen',
    answerReceived: 'Het antwoord dat u hebt gekregen',
    arguments: 'Uw argumenten',
    solutionSought: 'De oplossing die u vraagt',
    documents: 'Uw documenten',
  },
  en: {
    complainant: 'Your details',
    representative: 'Who represents you',
    policyNumber: 'Your contract',
    claimNumber: 'Your claim',
    reason: 'What happened',
    stepsTaken: 'The steps that you have taken',
    answerReceived: 'The answer that you were given',
    arguments: 'Your arguments',
    solutionSought: 'The solution that you seek',
    documents: 'Your documents',
  },
};

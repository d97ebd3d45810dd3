import type { Language } from '../../../../letters/letter.ts';
import { minimumFact } from '../../../../letters/writing/ways-to-write.ts';
import type { Procedure } from '../../../../procedures/schema.ts';
import type { ComplaintContent } from '../../../../register/complaint-content.ts';
import type { MissingFact } from '../../../complaints/missing-facts.ts';
import { countriesToChoose } from '../../parts/countries.ts';
import { choice, type Field, line, lines, text, tick } from './fields.ts';

/** A complaint as far as its file is completed from it. */
interface File {
  content: ComplaintContent;
  missing: readonly MissingFact[];
  procedure: Procedure;
  language: Language;
}

type RequiredFact = Procedure['requiredFacts'][number]['fact'];

/** The fields in which a required fact is said. */
const fieldsOfFact: Partial<Record<RequiredFact, readonly string[]>> = {
  capacity: ['complainant.status'],
  'postal-address': ['complainant.address.lines'],
  phone: ['complainant.phone'],
  'e-mail': ['complainant.email'],
  'contact-details': ['complainant.email', 'complainant.phone', 'complainant.address.lines'],
  'policy-number': ['policyNumber', 'noPolicyNumber'],
  'steps-taken': ['stepsTaken'],
  'answer-received': ['answerReceived'],
  arguments: ['arguments'],
  'solution-sought': ['solutionSought'],
};

/** What can be completed or corrected, with what is known; what the procedure asks for and is missing comes first. */
export function completingFields({ content, missing, procedure, language }: File): Field[] {
  const lacking = missing.flatMap(({ fact }) => fieldsOfFact[fact] ?? []);
  const { complainant } = content;
  const { address } = complainant;
  const country = address?.country ?? procedure.firm.country;
  const known = (field: Field, preset: string | undefined, words?: string): Field => {
    const name = field.name;
    const marks = lacking.includes(name) ? { lacking: true as const } : {};
    return {
      ...field,
      ...marks,
      name: `fields.${name}`,
      words: words ?? `fields.${name}`,
      preset: preset ?? '',
      onlyChanged: true,
    };
  };
  const fields = [
    known(line('complainant.name', false), complainant.name),
    known(line('complainant.status', false), complainant.status),
    known(line('complainant.email', false), complainant.email),
    known(line('complainant.phone', false), complainant.phone),
    known(lines('complainant.address.lines', false), address?.lines.join('\n'), 'representative.address.lines'),
    known(choice('complainant.address.country', countriesToChoose(country, language), { required: false }), country),
    known(line('policyNumber', false), content.policyNumber),
    ...(content.policyNumber === undefined && !content.noPolicyNumber ? [known(tick('noPolicyNumber'), undefined)] : []),
    known(line('claimNumber', false), content.claimNumber),
    known(line('matter', false), content.matter),
    known(text('stepsTaken', { required: false }), content.stepsTaken),
    known(text('answerReceived', { required: false }), content.answerReceived),
    known(text('arguments', { required: false }), content.arguments),
    known(text('solutionSought', { required: false }), content.solutionSought),
  ];
  const isCountry = ({ name }: Field) => name.endsWith('address.country');
  const first = fields.filter((field) => field.lacking || (isCountry(field) && lacking.includes('complainant.address.lines')));
  return [...first, ...fields.filter((field) => !first.includes(field))];
}

/** What is missing, one a line, as the letter that asks for it says it. @param letterLanguage the letter's */
export function missingForLetter(missing: readonly MissingFact[], letterLanguage: Language): string {
  return missing
    .map(({ fact, ifAny: soft }) => `${minimumFact(fact, letterLanguage)}${soft ? ifAny[letterLanguage] : ''}`)
    .map((words) => `${words.charAt(0).toLocaleUpperCase(letterLanguage)}${words.slice(1)}`)
    .join('\n');
}

/** Nobody is asked to find what does not exist. */
const ifAny: Record<Language, string> = { fr: ', si vous en avez', nl: ', als u die hebt', en: ', if you have any' };

/** Why it is asked for, where staff write nothing else. */
export const whyAsked: Record<Language, string> = {
  fr: 'Ces éléments nous permettent d’examiner votre réclamation.',
  nl: 'Met deze gegevens kunnen wij uw klacht onderzoeken.',
  en: 'They allow us to examine your complaint.',
};

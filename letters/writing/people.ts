import { addressIn } from '../../procedures/recourse.ts';
import { responsibleFor } from '../../procedures/responsible.ts';
import type { Procedure, StaffMember } from '../../procedures/schema.ts';
import type { ComplaintContent, Insurer, PostalAddress } from '../../register/complaint-content.ts';
import type { ComplaintFacts, Correspondent } from '../../workflows/domain/complaint.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { closingOf, salutationOf } from '../address.ts';
import { kindsOfLetter } from '../kinds.ts';
import type { Language, LetterFields } from '../letter.ts';
import type { LetterSources } from './sources.ts';

/** Whom a letter goes to. */
export interface Addressee {
  name?: string | undefined;
  email?: string | undefined;
  /** The lines under the name; abroad with the country. */
  address?: string[] | undefined;
  salutation: ComplaintContent['complainant']['salutation'];
}

/** The complainant, or who writes for the complainant and has shown the mandate; the insurer; the mediator; the complaints manager. */
export function addresseeOf(kind: LetterKind, { complaint, content, procedure, insurer, mediator }: LetterSources): Addressee {
  const person = (who: Correspondent) => correspondent(content[who] ?? content.complainant, complaint.facts, who, procedure);
  switch (kindsOfLetter[kind].recipient) {
    case 'insurer':
      return { name: insurer?.name, email: insurer?.email, address: insurer && linesUnderName(insurer), salutation: 'none' };
    case 'mediator': {
      const [name, ...address] = (mediator && addressIn(mediator, languageOf(kind, { complaint, procedure, insurer }))) ?? [];
      return { name, email: mediator?.email?.print ? mediator.email.address : undefined, address, salutation: 'none' };
    }
    case 'staff': {
      const { name, email } = responsibleFor(procedure, complaint.facts.barred);
      return { name, email, salutation: 'none' };
    }
    case 'representative':
      return person(content.representative ? 'representative' : 'complainant');
    case 'complainant':
      return person(complaint.facts.mandate === 'recorded' && content.representative ? 'representative' : 'complainant');
  }
}

/** The language that a letter is written in: the complainant's, the insurer's where it is kept, or the firm's first for everybody else. */
export function languageOf(
  kind: LetterKind,
  { complaint, procedure, insurer }: Pick<LetterSources, 'complaint' | 'procedure' | 'insurer'>,
): Language {
  const usual = procedure.firm.languages[0] ?? 'fr';
  switch (kindsOfLetter[kind].recipient) {
    case 'complainant':
    case 'representative':
      return complaint.row.language as Language;
    case 'insurer':
      return insurer?.language ?? usual;
    case 'mediator':
    case 'staff':
      return usual;
  }
}

/** Who writes, who signs, and to whom. */
export function people(kind: LetterKind, language: Language, sources: LetterSources): Partial<LetterFields> {
  const { procedure } = sources;
  const contact = contactOf(sources);
  const manager = responsibleFor(procedure, sources.complaint.facts.barred);
  const signatory = (procedure.signs[kind] ?? kindsOfLetter[kind].signs) === 'complaints-manager' ? manager : contact;
  const addressee = addresseeOf(kind, sources);
  return {
    contactName: inLanguage(contact, language).name,
    contactRole: inLanguage(contact, language).role,
    contactEmail: contact.email,
    contactPhone: procedure.defaultContact.phone,
    signatoryName: inLanguage(signatory, language).name,
    signatoryRole: inLanguage(signatory, language).role,
    ...(speaksForComplainant(kind, sources) ? { onBehalfOf: sources.content.complainant.name } : {}),
    recipientName: addressee.name,
    recipientAddress: addressee.address,
    salutation: salutationOf(addressee.salutation, language, addressee.name ?? ''),
    closing: closingOf(addressee.salutation, language),
  };
}

/** True where a letter to the complainant goes to who speaks for the complainant. */
function speaksForComplainant(kind: LetterKind, { complaint, content }: LetterSources): boolean {
  const toComplainant = kindsOfLetter[kind].recipient === 'complainant';
  return toComplainant && complaint.facts.mandate === 'recorded' && content.representative !== undefined;
}

/** Who is in charge; until somebody is, the default contact, or who answers for the complaint where it is about that person. */
export function contactOf({ complaint, procedure }: Pick<LetterSources, 'complaint' | 'procedure'>): StaffMember {
  const { caseHandler, barred = [] } = complaint.facts;
  const usual = procedure.defaultContact.staff;
  if (caseHandler === undefined && barred.includes(usual)) return responsibleFor(procedure, barred);
  return staffMember(procedure, caseHandler ?? usual);
}

/** How a member of the staff is named in a language. */
export function inLanguage(person: StaffMember, language: Language): { name: string; role: string } {
  return person.translations?.[language] ?? person;
}

/** Mail that came back is not tried again: it goes by post until there is another address. */
function correspondent(
  { name, email, address, salutation }: ComplaintContent['complainant'] | NonNullable<ComplaintContent['representative']>,
  { undeliverable = [] }: ComplaintFacts,
  who: Correspondent,
  { firm }: Procedure,
): Addressee {
  const mailbox = undeliverable.includes(who) ? undefined : email;
  return { name, email: mailbox, address: addressLines(address, firm.country), salutation };
}

/** The lines under the name; the country is written where the letter leaves the firm's. */
function addressLines(address: PostalAddress | undefined, home: string): string[] | undefined {
  if (!address) return undefined;
  return address.country === home ? address.lines : [...address.lines, countryName(address.country)];
}

/** An insurer's address, without its name where the first line repeats it. */
export function linesUnderName({ name, address }: Insurer): string[] | undefined {
  return address?.[0] === name ? address.slice(1) : address;
}

/** In French, which the post reads everywhere. */
function countryName(country: string): string {
  return (new Intl.DisplayNames('fr', { type: 'region' }).of(country) ?? country).toUpperCase();
}

/** @throws RangeError where the procedure names no staff at all */
function staffMember(procedure: Procedure, id: string): StaffMember {
  const found = procedure.staff.find((one) => one.id === id) ?? procedure.staff[0];
  if (!found) throw new RangeError(`${procedure.id} names no staff`);
  return found;
}

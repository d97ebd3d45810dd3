import { addressIn, type RecourseDirectory, recourseFor, websiteIn } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { LetterKind, Recipient } from '../../workflows/domain/letters.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { closingOf, type Salutation, salutationOf } from '../address.ts';
import { kindsOfLetter } from '../kinds.ts';
import type { Language, LetterFields, Recourse, RecourseBody } from '../letter.ts';
import type { GalleryCase, Part } from './case.ts';
import type { GalleryWords } from './words.ts';

export interface Reader {
  language: Language;
  /** A company has no consumer mediator. */
  capacity: 'consumer' | 'company';
}

/** Where the made-up people live, by language: the lines under the name, and the country as an envelope names it. */
const homes: Record<Language, { country: string; lines: string[] }> = {
  fr: { country: 'FR', lines: ['12 rue des Lilas', '75011 PARIS'] },
  nl: { country: 'BE', lines: ['Voorbeeldstraat 1', '2000 Antwerpen'] },
  en: { country: 'GB', lines: ['1 Example Street', 'LONDON SW1A 1AA'] },
};
const homesInBelgium: Partial<Record<Language, string[]>> = { fr: ['Rue de l’Exemple 1', '1000 Bruxelles'] };
const abroad: Record<string, Record<string, string>> = {
  FR: { BE: 'BELGIQUE', GB: 'ROYAUME-UNI' },
  BE: { FR: 'FRANCE', GB: 'ROYAUME-UNI' },
};

/** Who writes, who is written to and how, in the letters of one procedure. */
export function people(kind: LetterKind, reader: Reader, procedure: Procedure, words: GalleryWords): Partial<LetterFields> {
  const contact = inLanguage(procedure, procedure.defaultContact.staff, reader.language);
  const manager = inLanguage(procedure, procedure.complaintsManager, reader.language);
  const signatory = (procedure.signs[kind] ?? kindsOfLetter[kind].signs) === 'complaints-manager' ? manager : contact;
  return {
    firmName: procedure.firm.name,
    firmAddress: procedure.firm.address,
    contactName: contact.name,
    contactRole: contact.role,
    contactEmail: contact.email,
    contactPhone: procedure.defaultContact.phone,
    signatoryName: signatory.name,
    signatoryRole: signatory.role,
    ...addressee(kindsOfLetter[kind].recipient, reader, procedure, words),
  };
}

function addressee(
  recipient: Recipient,
  { language, capacity }: Reader,
  procedure: Procedure,
  words: GalleryWords,
): Partial<LetterFields> {
  const { firm } = procedure;
  const home = firm.country === 'BE' && homesInBelgium[language] ? 'BE' : homes[language].country;
  const lines = (home === 'BE' && homesInBelgium[language]) || homes[language].lines;
  const country = abroad[firm.country]?.[home];
  const address = country === undefined ? lines : [...lines, country];
  const greeting = (salutation: Salutation, name: string) => ({
    country: home,
    recipientName: name,
    salutation: salutationOf(salutation, language, name),
    closing: closingOf(salutation, language),
  });
  switch (recipient) {
    case 'insurer':
      return {
        ...greeting('none', words.insurer),
        recipientAddress: insurer(procedure, words).insurerAddress,
      };
    case 'mediator':
      return greeting('none', '');
    case 'representative':
      return { ...greeting('lawyer', words.representative), recipientAddress: address };
    case 'complainant':
    case 'staff':
      return capacity === 'company'
        ? { ...greeting('none', words.company), recipientAddress: address }
        : { ...greeting('madam', words.complainant), recipientAddress: address };
  }
}

/** The insurer of the made-up complaint, in the firm's country. */
export function insurer({ firm }: Procedure, words: GalleryWords) {
  return {
    insurerName: words.insurer,
    insurerAddress: firm.country === 'BE' ? ['Voorbeeldlaan 1', '1000 Brussel'] : ['1 rue de l’Exemple', '75000 PARIS'],
    insurerEmail: 'complaints@example.org',
    insurerReference: 'EX/2026/77',
  } satisfies Partial<LetterFields>;
}

function inLanguage(procedure: Procedure, id: string, language: Language): { name: string; role: string; email: string } {
  const person = procedure.staff.find((one) => one.id === id) ?? procedure.staff[0];
  if (!person) throw new RangeError(`${procedure.id} names no staff`);
  return { ...person, ...(language === procedure.firm.languages[0] ? {} : person.translations?.[language]) };
}

/** The ways on that are open on a day, as a letter about that part of the complaint names them. */
export function recourse(
  { language, capacity }: Reader,
  file: GalleryCase,
  { directory, part, on, state }: { directory: RecourseDirectory; part: Part; on: CivilDate; state: Recourse['state'] },
): Recourse {
  const { procedure } = file;
  const bodies = recourseFor(directory, { kind: part, capacity, country: procedure.firm.country, on }).filter(({ id }) =>
    procedure.recourse.some(({ body }) => body === id),
  );
  const ofType = (type: (typeof bodies)[number]['type']) => bodies.find((body) => body.type === type);
  const mediator = ofType('mediator');
  const authority = ofType('data-protection-authority');
  const period = file.mediatorPeriod();
  return {
    consumer: capacity === 'consumer',
    state,
    ...(mediator && {
      mediator: {
        ...printed(mediator, language),
        free: mediator.free,
        from: period?.from,
        until: period?.until,
        needsWrittenComplaint: mediator.needsWrittenComplaint,
      },
    }),
    ...(authority && { authority: printed(authority, language) }),
    court: ofType('court')?.name[language],
  };
}

function printed(body: ReturnType<typeof recourseFor>[number], language: Language): RecourseBody {
  return {
    name: body.name[language] ?? body.name.fr ?? body.id,
    addressLine: addressIn(body, language)?.slice(1).join(', '),
    website: websiteIn(body, language),
    email: body.email?.print ? body.email.address : undefined,
  };
}

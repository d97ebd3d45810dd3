import { addressIn, type RecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { kindsOfLetter } from '../kinds.ts';
import { IncompleteLetter, type Language, type LetterFields, type Recourse, type RenderedLetter } from '../letter.ts';
import { defaultEnvelope } from '../pdf/envelope.ts';
import type { LetterForPdf } from '../pdf/pdf.ts';
import { renderLetter } from '../render.ts';
import { GalleryCase } from './case.ts';
import { whyNever } from './left-out.ts';
import { type Occasion, occasions, onlyVariants, promises, variantsOfOccasion } from './occasions.ts';
import { people, type Reader, recourse } from './people.ts';
import { galleryWords } from './words.ts';

/** A letter about the made-up complaint, with what its sheet needs. */
export interface WrittenForGallery extends RenderedLetter {
  sheet: LetterForPdf;
}

/** One letter of the gallery: of a procedure, in a language, of a kind, to a reader. */
export interface GalleryLetter extends WrittenForGallery {
  procedure: string;
  firm: string;
  /** `consumer`, `company`, `with-mediator`, or what happened: `to-court`. */
  variant: string;
  /** Where it stands in the gallery, without an ending: `almena/fr/acknowledgement.consumer`. */
  path: string;
}

/** A letter that its procedure may have to send and that could not be written. */
export interface GalleryFailure {
  procedure: string;
  language: Language;
  kind: LetterKind;
  variant: string;
  /** The fields that are missing, or what else went wrong. */
  problem: string;
}

/** A kind of letter that a procedure never sends. */
export interface LeftOut {
  procedure: string;
  kind: LetterKind;
  because: string;
}

export interface Gallery {
  letters: GalleryLetter[];
  failures: GalleryFailure[];
  leftOut: LeftOut[];
}

/** Where the form of the made-up complaint's firm would be. */
const exampleUrl = 'https://reclamations.example.org';

/** What the letters of the gallery take from elsewhere. */
export interface GallerySources {
  directory: RecourseDirectory;
  /** How one writes to a firm, and what a complaint should say, in the words of its letters. */
  waysToWrite: (procedure: Procedure, language: Language, publicUrl: string) => string[];
  minimumFacts: (procedure: Procedure, language: Language) => string[];
}

/** Writes every kind of letter of every procedure in every language that its firm writes, about one made-up complaint. */
export function makeGallery(procedures: readonly Procedure[], sources: GallerySources): Gallery {
  const gallery: Gallery = { letters: [], failures: [], leftOut: [] };
  for (const procedure of procedures) {
    const file = new GalleryCase(procedure);
    for (const kind of letterKinds) {
      const because = whyNever(kind, file);
      if (because === undefined) addKind(gallery, kind, file, sources);
      else gallery.leftOut.push({ procedure: procedure.id, kind, because });
    }
  }
  return gallery;
}

function addKind(gallery: Gallery, kind: LetterKind, file: GalleryCase, sources: GallerySources): void {
  const { id, firm } = file.procedure;
  for (const language of firm.languages) {
    for (const variant of variantsOf(kind, file, sources)) {
      try {
        const letter = writeLetter(kind, variant, language, file, sources);
        gallery.letters.push({
          ...letter,
          procedure: id,
          firm: firm.name,
          variant,
          path: `${id}/${language}/${kind}.${variant}`,
        });
      } catch (error) {
        gallery.failures.push({ procedure: id, language, kind, variant, problem: problemOf(error) });
      }
    }
  }
}

function problemOf(error: unknown): string {
  if (error instanceof IncompleteLetter) return `missing: ${error.missing.join(', ')}`;
  return error instanceof Error ? error.message : String(error);
}

/** The variants of a kind of letter: by who reads it, where that changes what it says, then by what happened. */
export function variantsOf(kind: LetterKind, file: GalleryCase, { directory }: GallerySources): string[] {
  const { recipient, recourse: named, mediator } = kindsOfLetter[kind];
  const byOccasion = variantsOfOccasion[kind] ?? [];
  if (onlyVariants.includes(kind)) return [...byOccasion];
  if (recipient !== 'complainant') return [recipient, ...byOccasion];
  if (named === undefined || mediator === 'never') return ['consumer', ...byOccasion];
  const reader: Reader = { language: file.procedure.firm.languages[0] ?? 'fr', capacity: 'consumer' };
  const ways = recourse(reader, file, { directory, part: 'classic', on: file.answeredOn, state: undefined });
  return ['consumer', 'company', ...(ways.mediator ? ['with-mediator'] : []), ...byOccasion];
}

/**
 * Writes one letter of the gallery.
 *
 * @throws IncompleteLetter, NoTemplate, RangeError as `renderLetter` does
 */
export function writeLetter(
  kind: LetterKind,
  variant: string,
  language: Language,
  file: GalleryCase,
  sources: GallerySources,
): WrittenForGallery {
  const { procedure } = file;
  const words = galleryWords[language];
  const occasion = occasions[kind](file, words, variant);
  const reader: Reader = { language, capacity: variant === 'company' ? 'company' : 'consumer' };
  const fields = fieldsOf(kind, occasion, reader, file, sources, stateOf(variant));
  const options = { procedure: procedure.id, forbiddenNames: forbiddenNames(sources.directory) };
  const rendered = renderLetter(kind, language, fields, options);
  return { ...rendered, sheet: sheetOf(rendered, fields, procedure) };
}

function sheetOf({ language, html }: RenderedLetter, fields: LetterFields, { firm }: Procedure): LetterForPdf {
  const { reference, letterDate, recipientName: name = '', recipientAddress: lines = [] } = fields;
  const envelope = firm.envelope ?? defaultEnvelope;
  return { reference, language, html, letterDate, to: { name, lines, home: firm.country }, envelope, author: firm.name };
}

function stateOf(variant: string): Recourse['state'] {
  return variant === 'with-mediator' || variant === 'to-mediator'
    ? 'with-mediator'
    : variant === 'to-court'
      ? 'in-court'
      : undefined;
}

function fieldsOf(
  kind: LetterKind,
  { on, part = 'classic', fields }: Occasion,
  reader: Reader,
  file: GalleryCase,
  { directory, waysToWrite, minimumFacts }: GallerySources,
  state: Recourse['state'],
): LetterFields {
  const { procedure } = file;
  const words = galleryWords[reader.language];
  const ways = recourse(reader, file, { directory, part, on, state });
  return {
    ...people(kind, reader, procedure, words),
    ...(kindsOfLetter[kind].recipient === 'mediator' ? mediatorAsAddressee(directory, procedure, reader.language) : {}),
    firmName: procedure.firm.name,
    firmAddress: procedure.firm.address,
    reference: file.reference,
    letterDate: on,
    matter: words.matter,
    sentOn: file.sentOn,
    receivedOn: file.receivedOn,
    policyNumber: 'P-4711',
    claimNumber: undefined,
    waysToWrite: waysToWrite(procedure, reader.language, exampleUrl),
    minimumFacts: minimumFacts(procedure, reader.language),
    freeOfCharge: promises(procedure, 'free-of-charge'),
    recourse: kind === 'sent-on' ? beforeAnyComplaint(ways) : ways,
    ...fields,
  };
}

function mediatorAsAddressee(directory: RecourseDirectory, procedure: Procedure, language: Language): Partial<LetterFields> {
  const isNamed = (id: string) => procedure.recourse.some(({ body }) => body === id);
  const mediator = directory.bodies.find(({ id, type }) => type === 'mediator' && isNamed(id));
  const [recipientName, ...recipientAddress] = (mediator && addressIn(mediator, language)) ?? [];
  return { recipientName, recipientAddress };
}

/** A letter meant for the mediator is no complaint to the firm yet, so that no date counts from one. */
function beforeAnyComplaint(ways: Recourse): Recourse {
  return ways.mediator ? { ...ways, mediator: { ...ways.mediator, from: undefined, until: undefined } } : ways;
}

/** What no letter may print: bodies that no longer exist, and mailboxes that are not confirmed. */
function forbiddenNames({ closed, bodies }: RecourseDirectory): string[] {
  return [
    ...closed.flatMap(({ neverPrint }) => neverPrint),
    ...bodies.flatMap(({ email }) => (email === undefined || email.print ? [] : [email.address])),
  ];
}

import { fileURLToPath } from 'node:url';
import type { ComplaintKind, Responsibility } from '../workflows/domain/complaint.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { plainText } from './quotations.ts';
import {
  type BodyType,
  bodyTypes,
  type Capacity,
  type ClosedBody,
  type Insurer,
  type RecourseBody,
  recourseFile,
} from './recourse-schema.ts';
import { type Finding, ProcedureFilesError, readYamlFolder } from './yaml-files.ts';

export type { Capacity, ClosedBody, Insurer, RecourseBody } from './recourse-schema.ts';

type Language = keyof RecourseBody['name'];

/** Where complaints can go on to, what no longer exists, and the insurers' complaints addresses. */
export interface RecourseDirectory {
  bodies: RecourseBody[];
  closed: ClosedBody[];
  insurers: Insurer[];
}

/** What decides which ways are open. */
export interface RecourseQuestion {
  kind: ComplaintKind;
  capacity: Capacity;
  /** The firm's country, under whose rules it answers: `FR`. */
  country: string;
  /** Absent while nobody has decided who is responsible: then the ways that either would open. */
  responsibility?: Responsibility | undefined;
  /** The day of the letter, in the firm's zone. */
  on: CivilDate;
}

/** Something in a letter that must not be printed. */
export interface StaleMention {
  words: string;
  /** What to write instead; absent where nothing took its place. */
  instead?: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads the recourse directory.
 *
 * @param folder the folder that has `recourse/`; by default that of this file
 * @throws ProcedureFilesError with every finding in its files
 */
export async function loadRecourseDirectory(folder: string = here): Promise<RecourseDirectory> {
  const findings: Finding[] = [];
  const directory = await readRecourseDirectory(folder, findings);
  if (findings.length > 0) throw new ProcedureFilesError(findings);
  return directory;
}

/** Reads the recourse directory; what is wrong goes to `findings`. */
export async function readRecourseDirectory(folder: string, findings: Finding[]): Promise<RecourseDirectory> {
  const files = await readYamlFolder(folder, 'recourse', recourseFile, findings);
  const taken = new Set<string>();
  for (const file of files) {
    for (const part of ['bodies', 'closed', 'insurers'] as const) {
      for (const [index, { id }] of (file.value[part] ?? []).entries()) {
        if (taken.has(id))
          findings.push(file.at([part, index, 'id'], `'${id}' stands in the directory twice; give each entry its own id`));
        taken.add(id);
      }
    }
  }
  return {
    bodies: files.flatMap(({ value }) => value.bodies ?? []),
    closed: files.flatMap(({ value }) => value.closed ?? []),
    insurers: files.flatMap(({ value }) => value.insurers ?? []),
  };
}

/** The bodies that somebody can turn to, in the order in which a letter names them. */
export function recourseFor(directory: RecourseDirectory, question: RecourseQuestion): RecourseBody[] {
  const { kind, capacity, country, responsibility, on } = question;
  return directory.bodies
    .filter(
      ({ appliesTo }) =>
        (kind === 'classic-and-gdpr' || appliesTo.kinds.includes(kind)) && appliesTo.capacities.includes(capacity),
    )
    .filter(({ appliesTo }) => appliesTo.countries.includes(country))
    .filter(({ appliesTo }) => responsibility === undefined || appliesTo.responsibilities.includes(responsibility))
    .filter((body) => isValidOn(body, on))
    .toSorted((one, other) => rank(one.type) - rank(other.type));
}

/** How a letter in that language names a body's address: its own name first, then the lines under it. */
export function addressIn({ address, addresses }: RecourseBody, language: Language): string[] | undefined {
  return addresses?.[language] ?? address;
}

/** The body's pages for readers of that language. */
export function websiteIn({ website, websites }: RecourseBody, language: Language): string | undefined {
  return websites?.[language] ?? website;
}

/** The insurer of an id, where its entry holds on that day. */
export function insurerOf(directory: RecourseDirectory, id: string, on: CivilDate): Insurer | undefined {
  return directory.insurers.find((insurer) => insurer.id === id && isValidOn(insurer, on));
}

/** What a text names although it is closed, renamed, or not confirmed enough to be printed. */
export function staleMentions(directory: RecourseDirectory, text: string): StaleMention[] {
  const plain = plainText(text);
  const closed = directory.closed.flatMap(({ neverPrint, replacedBy }) =>
    neverPrint.map((words) => ({ words, ...(replacedBy === undefined ? {} : { instead: replacedBy }) })),
  );
  const unconfirmed = directory.bodies.flatMap(({ email, website }) =>
    email === undefined || email.print ? [] : [{ words: email.address, ...(website === undefined ? {} : { instead: website }) }],
  );
  return [...closed, ...unconfirmed].filter(({ words }) => mentions(plain, plainText(words)));
}

/** Whole words only; capitals matter in a single word ('FFA'), not in addresses and longer names. */
function mentions(text: string, words: string): boolean {
  const escaped = words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const flags = /[ .]/.test(words) ? 'iu' : 'u';
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags).test(text);
}

/** True where an entry of the directory holds on that day. */
export function isValidOn(
  { validFrom, validUntil }: { validFrom?: string | undefined; validUntil?: string | undefined },
  on: CivilDate,
): boolean {
  return (validFrom === undefined || validFrom <= on) && (validUntil === undefined || on <= validUntil);
}

function rank(type: BodyType): number {
  return bodyTypes.indexOf(type);
}

import type { ParseArgsConfig } from 'node:util';
import type { Attachments } from '../../attachments/attachments.ts';
import { isCivilDate } from '../../procedures/civil-dates.ts';
import type { Procedures } from '../../procedures/load-procedures.ts';
import type { ProcedureLibrary } from '../../register/procedure-library.ts';
import type { Register } from '../../register/register.ts';
import type { TemporalClient } from '../temporal-client.ts';

/** What a command of an operator works on. */
export interface OperatorPlace {
  register: Register;
  /** The procedures of the files. */
  procedures: Procedures;
  library: ProcedureLibrary;
  /** The files of complaints, in the storage of the settings. */
  openAttachments: () => Promise<Attachments>;
  /** Connects when it is first used. */
  temporal: TemporalClient;
  /** Who does it, for the journal. */
  actor: string;
  /** A line with what the command was asked for (standard output). */
  say: (line: string) => void;
  /** A line about it (standard error). */
  tell: (line: string) => void;
  /** Standard output, for what is more than lines. */
  out: NodeJS.WritableStream;
}

/** A command was called in a way that it does not know; the message says what is allowed. */
export class BadCall extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadCall';
  }
}

/** What stands on the command line after the command's name. */
export interface Given {
  /** Words without a flag. */
  words: string[];
  flags: Record<string, string | boolean | undefined>;
}

/** One thing that an operator can do. */
export interface OperatorCommand {
  /** `hold PROCEDURE|REFERENCE --reason TEXT` */
  usage: string;
  /** One line. */
  about: string;
  options?: NonNullable<ParseArgsConfig['options']>;
  /** True for the one command that may run while the register's tables are not up to date. */
  beforeMigration?: true;
  /** @returns the exit code @throws BadCall */
  run: (place: OperatorPlace, given: Given) => Promise<0 | 1>;
}

/** The text of a flag. */
export function textFlag({ flags }: Given, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number given with a flag. @throws BadCall */
export function numberFlag(given: Given, name: string, usual: number): number {
  const text = textFlag(given, name);
  if (text === undefined) return usual;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new BadCall(`--${name} is '${text}'; allowed: a whole number from 1`);
  return Number(text);
}

/** A civil date given with a flag. @throws BadCall */
export function dayFlag(given: Given, name: string): string | undefined {
  const text = textFlag(given, name);
  if (text === undefined) return undefined;
  if (!isCivilDate(text)) throw new BadCall(`--${name} is '${text}'; allowed: a day such as 2026-05-13`);
  return text;
}

/** The id of a procedure in force. @throws BadCall */
export function procedureGiven({ procedures }: OperatorPlace, id: string | undefined): string {
  const known = procedures.all().map((procedure) => procedure.id);
  if (id !== undefined && known.includes(id)) return id;
  throw new BadCall(`${id === undefined ? 'A procedure is missing' : `'${id}' is no procedure`}; allowed: ${known.join(', ')}`);
}

/** The id of a procedure in force that is given with a flag. @throws BadCall */
export function procedureFlag(place: OperatorPlace, given: Given): string | undefined {
  const id = textFlag(given, 'procedure');
  return id === undefined ? undefined : procedureGiven(place, id);
}

/** The one word that a command takes. @throws BadCall */
export function onlyWord({ words }: Given, what: string): string | undefined {
  const [word, further] = words;
  if (further !== undefined) throw new BadCall(`'${further}' is one word too many; allowed: ${what}`);
  return word;
}

/** For a command that takes no words. @throws BadCall */
export function noWords({ words }: Given): void {
  if (words.length > 0) throw new BadCall(`'${words[0]}' is not known here; this command takes no words`);
}

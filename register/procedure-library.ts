import { type Procedures, parseProcedure } from '../procedures/load-procedures.ts';
import { nextSendingTime } from '../procedures/plan-duties.ts';
import type { Procedure } from '../procedures/schema.ts';
import { type DutyName, sameDuty } from '../workflows/domain/duties.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { readComplaint } from './complaints.ts';
import type { Rulebook } from './messages.ts';
import { rulebook } from './procedure-rules.ts';
import { keepProcedureVersion, readProcedureVersion } from './procedure-versions.ts';
import type { Register } from './register.ts';
import { keepCalendar } from './statistics/calendars.ts';

/** The procedures in force, and the older versions that complaints still run on. */
export class ProcedureLibrary {
  readonly #register: Register;
  readonly #current: Procedures;
  readonly #versions = new Map<string, Procedure>();

  constructor(register: Register, current: Procedures) {
    this.#register = register;
    this.#current = current;
    for (const procedure of current.all()) this.#versions.set(procedure.version, procedure);
  }

  /** Keeps the versions in force in the register, so that complaints can be registered on them, and the firms' calendars. */
  async keepCurrent(): Promise<void> {
    for (const procedure of this.#current.all()) {
      const { id, version, content } = procedure;
      await keepProcedureVersion(this.#register.database, { version, procedure: id, content });
      await keepCalendar(this.#register.database, procedure);
    }
  }

  /** The procedure in force. */
  inForce(id: string): Procedure | undefined {
    return this.#current.get(id);
  }

  /** All procedures in force. */
  allInForce(): Procedure[] {
    return this.#current.all();
  }

  /** A version, from the files or from the register. @throws Error where it was never kept, or its text was changed */
  async version(version: string): Promise<Procedure> {
    const known = this.#versions.get(version);
    if (known) return known;
    const content = await readProcedureVersion(this.#register.database, version);
    if (content === undefined) throw new Error(`The register has no procedure version ${version}.`);
    const procedure = parseProcedure(content);
    this.#versions.set(version, procedure);
    return procedure;
  }

  /** The version that a complaint keeps. */
  async procedureOf(reference: string): Promise<Procedure> {
    const row = await this.#register.database
      .selectFrom('complaint')
      .select('procedure_version')
      .where('reference', '=', reference)
      .executeTakeFirst();
    if (!row) throw new Error(`There is no complaint ${reference}.`);
    return this.version(row.procedure_version);
  }

  async rulebookOf(reference: string): Promise<Rulebook> {
    return this.rulebookFor(await this.procedureOf(reference));
  }

  /** What a procedure says to the rules, with its firm's version in force. */
  rulebookFor(procedure: Procedure): Rulebook {
    return rulebook(procedure, this.inForce(procedure.id));
  }

  /** When a duty is acted on that its worker came to late. */
  async nextSendingTime(reference: string, which: { duty: DutyName; occasion: string }, now: Instant): Promise<Instant> {
    const complaint = await readComplaint(this.#register.database, reference);
    const duty = complaint?.duties.find((known) => sameDuty(known, which));
    return duty ? nextSendingTime(await this.procedureOf(reference), duty, now) : now;
  }
}

import { type Procedures, parseProcedure } from '../procedures/load-procedures.ts';
import {
  defaultNewDate,
  nextSendingTime,
  planAnnouncedDate,
  planOwnDuty,
  replanFinalResponse,
} from '../procedures/plan-duties.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { OwedDuty } from '../workflows/domain/apply.ts';
import { type DutyName, sameDuty } from '../workflows/domain/duties.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { type KnownComplaint, readComplaint } from './complaints.ts';
import type { Rulebook } from './messages.ts';
import { keepProcedureVersion, readProcedureVersion } from './procedure-versions.ts';
import type { Register } from './register.ts';

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

  /** Keeps the versions in force in the register, so that complaints can be registered on them. */
  async keepCurrent(): Promise<void> {
    for (const { id, version, content } of this.#current.all())
      await keepProcedureVersion(this.#register.database, { version, procedure: id, content });
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

  async rulebookOf(reference: string): Promise<Rulebook & { newDate(today: CivilDate): CivilDate }> {
    return rulebook(await this.procedureOf(reference));
  }

  /** When a duty is acted on that its worker came to late. */
  async nextSendingTime(reference: string, which: { duty: DutyName; occasion: string }, now: Instant): Promise<Instant> {
    const complaint = await readComplaint(this.#register.database, reference);
    const duty = complaint?.duties.find((known) => sameDuty(known, which));
    return duty ? nextSendingTime(await this.procedureOf(reference), duty, now) : now;
  }
}

/** What a procedure says to the rules. */
export function rulebook(procedure: Procedure): Rulebook & { newDate(today: CivilDate): CivilDate } {
  return {
    staff: procedure.staff.map((person) => person.id),
    dayOf: (at) => civilDateAt(at, procedure.firm.timeZone),
    newDate: (today) => defaultNewDate(procedure, today),
    planOwed: (owed, complaint, occasion, on) => planOwed(procedure, owed, complaint, occasion, on),
  };
}

function planOwed(procedure: Procedure, owed: OwedDuty, complaint: KnownComplaint, occasion: string, on: CivilDate) {
  const { reference } = complaint.facts;
  if (owed.dueOn !== undefined) return planAnnouncedDate(procedure, { reference, occasion, dueOn: owed.dueOn });
  const original = complaint.duties.find((duty) => duty.duty === 'final-response');
  if (owed.duty === 'final-response' && original)
    return replanFinalResponse(procedure, { reference, occasion, original, reopenedOn: on });
  return planOwnDuty(procedure, { reference, duty: owed.duty, occasion, from: on });
}

import { watchedOn } from '../activities/digest-activities.ts';
import { digestHorizon, digestsOf, digestTime, type Watched } from '../activities/digest-contents.ts';
import { endingMediations, isToBeReminded } from '../activities/mediation-time.ts';
import type { ComplaintEntry, DigestEntry } from '../letters/digest.ts';
import { addCalendarDays } from '../procedures/civil-dates.ts';
import { isWorkingDay } from '../procedures/counting.ts';
import { endsSoon, mediatorTime } from '../procedures/mediator-time.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt, instantAt } from '../procedures/zoned-time.ts';
import { readComplaint } from '../register/complaints.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { Told } from './timeline.ts';

/** What the digests of some days told of a complaint. */
export interface Reminded {
  told: Told[];
  /** The complainant is to be reminded of the mediator's last day, which ends the days that were looked at. */
  mediation?: { at: Instant; until: CivilDate } | undefined;
}

/**
 * The firm's daily digests of one complaint, run day by day: a matter is told when it newly appears and when it newly becomes an
 * alarm, and not every day anew.
 */
export class Reminders {
  readonly #register: () => Register;
  readonly #library: ProcedureLibrary;
  readonly #procedure: Procedure;
  readonly #reference: string;
  /** What the last digest told, and whether it was an alarm. */
  #known = new Map<string, boolean>();
  /** The last instant whose digest has been looked at. */
  #upTo: Instant;

  constructor(
    { register, library, procedure }: { register: () => Register; library: ProcedureLibrary; procedure: Procedure },
    reference: string,
    from: Instant,
  ) {
    this.#register = register;
    this.#library = library;
    this.#procedure = procedure;
    this.#reference = reference;
    this.#upTo = from;
  }

  /** Runs the digests after the last one, up to an instant before which nothing of the complaint changes. */
  async until(instant: Instant): Promise<Reminded> {
    const days = this.#digestDays(instant);
    const [last] = days.slice(-1);
    if (last === undefined) return { told: [] };
    const watched = await this.#watched(last.day);
    const told: Told[] = [];
    for (const { day, at } of days) {
      this.#upTo = at;
      const ending = watched.mayEnd(day) ? await this.#endingMediations(day) : [];
      told.push(...this.#newIn(this.#entriesOf(day, { ...watched.shown, mediator: ending }), at));
      const due = ending.find(isToBeReminded);
      if (due) return { told, mediation: { at, until: due.time.until } };
    }
    return { told };
  }

  #digestDays(until: Instant): { day: CivilDate; at: Instant }[] {
    const { firm, calendar } = this.#procedure;
    const days: { day: CivilDate; at: Instant }[] = [];
    for (let day = civilDateAt(this.#upTo, firm.timeZone); ; day = addCalendarDays(day, 1)) {
      const at = instantAt(day, digestTime(this.#procedure), 0, firm.timeZone);
      if (at > until) return days;
      if (at > this.#upTo && isWorkingDay(day, calendar.days)) days.push({ day, at });
    }
  }

  /** What the register shows of the complaint until a day; nothing in it changes on the days before. */
  async #watched(last: CivilDate) {
    const register = this.#register();
    const all = await watchedOn({ register, library: this.#library }, this.#procedure, last);
    const complaint = await readComplaint(register.database, this.#reference);
    const time = complaint && mediatorTime(this.#procedure, complaint.facts);
    const ours = <Row extends { facts: { reference: string } }>(rows: Row[]) =>
      rows.filter(({ facts }) => facts.reference === this.#reference);
    const shown = {
      held: ours(all.held),
      quarantined: [],
      unread: [],
      intakes: [],
      duties: ours(all.duties),
      approvals: ours(all.approvals),
      open: all.open.filter(({ reference }) => reference === this.#reference),
      postTray: ours(all.postTray),
      insurers: ours(all.insurers),
      // What a firm does about causes is no part of a complaint's story.
      actions: [],
    };
    return { shown, mayEnd: (day: CivilDate) => time !== undefined && endsSoon(this.#procedure, time, day) };
  }

  async #endingMediations(day: CivilDate) {
    const ending = await endingMediations(this.#register().database, this.#library, this.#procedure, day);
    return ending.filter(({ facts }) => facts.reference === this.#reference);
  }

  /** What the digest of a day says of the complaint, to whomever. */
  #entriesOf(day: CivilDate, { duties, ...rest }: Watched): ComplaintEntry[] {
    const horizon = digestHorizon(this.#procedure, day);
    const watched = { ...rest, duties: duties.filter(({ duty }) => duty.dueOn <= horizon) };
    const digests = digestsOf(this.#procedure, day, watched, () => '');
    return [
      ...new Map(
        digests
          .flatMap(({ digest }) => digest.entries)
          .filter(isOfComplaint)
          .map((entry) => [matterOf(entry), entry]),
      ).values(),
    ];
  }

  #newIn(entries: ComplaintEntry[], at: Instant): Told[] {
    const before = this.#known;
    this.#known = new Map(entries.map((entry) => [matterOf(entry), entry.alarm]));
    return entries
      .filter((entry) => before.get(matterOf(entry)) === undefined || (entry.alarm && before.get(matterOf(entry)) === false))
      .map((entry) => ({ instant: at, about: { event: 'reminder', entry } }));
  }
}

/** Tells what a line is about from one day to the next. */
function matterOf({ section, ...rest }: ComplaintEntry): string {
  const day = 'dueOn' in rest ? rest.dueOn : 'since' in rest ? rest.since : rest.until;
  return [section, 'duty' in rest ? rest.duty : '', day].join(' ');
}

function isOfComplaint(entry: DigestEntry): entry is ComplaintEntry {
  return entry.section !== 'action';
}

import { whyRefused } from '../api/problems/problems.ts';
import type { JournalLine } from '../register/journal.ts';
import { readJournal } from '../register/journal.ts';
import { readLetterContent } from '../register/letters.ts';
import { readText } from '../register/personal-texts.ts';
import { letterOf } from '../register/queries.ts';
import type { LetterRow } from '../register/tables.ts';
import type { ClosureReason, Level } from '../workflows/domain/complaint.ts';
import { type DutyName, type DutyStatus, type LimitSource, sameDuty } from '../workflows/domain/duties.ts';
import type { Recipient } from '../workflows/domain/letters.ts';
import type { Refusal } from '../workflows/domain/messages.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { inFirmsZone } from './moments.ts';
import type { Scenario, ScenarioEvent } from './scenario.ts';
import type { SimulatedComplaint } from './simulated-complaint.ts';
import type { About, Addressee, Notes, Refused, Story, Told, ToldDuty } from './timeline.ts';

/** Writes down what became of a complaint, from its journal and its facts. */
export class Chronicle {
  readonly #complaint: SimulatedComplaint;
  readonly #scenario: Scenario;
  readonly #told: Told[] = [];
  readonly #duties: ToldDuty[] = [];
  /** What is to be said of messages besides what the journal says, by their ids. */
  readonly #notes = new Map<string, Notes>();
  #journalRows = 0;
  #level: Level | undefined;

  constructor(complaint: SimulatedComplaint, scenario: Scenario) {
    this.#complaint = complaint;
    this.#scenario = scenario;
  }

  /** Adds what is known from elsewhere. */
  add(told: readonly Told[]): void {
    this.#told.push(...told);
  }

  annotate(message: string, notes: Notes): void {
    this.#notes.set(message, notes);
  }

  /** What was not accepted leaves no trace in the journal. */
  refused({ decision, escalation, received }: ScenarioEvent, refused: Refused, notes: Notes): void {
    this.#tell(this.#complaint.now, {
      event: 'decision-refused',
      body: { ...decision, ...escalation, ...received },
      ...refused,
      notes,
    });
  }

  /** Takes up what has happened since it was last asked. */
  async note(): Promise<void> {
    const journal = await readJournal(this.#complaint.database, this.#complaint.reference);
    const { facts, duties } = await this.#complaint.known();
    const owedFrom = this.#journalRows === 0 ? this.#scenario.receivedAt : this.#complaint.now;
    for (const row of journal.slice(this.#journalRows)) await this.#noteRow(row, duties);
    this.#journalRows = journal.length;
    if (this.#level !== undefined && facts.level !== this.#level)
      this.#tell(this.#complaint.now, { event: 'level-raised', from: this.#level, to: facts.level });
    this.#level = facts.level;
    for (const duty of duties) this.#noteDuty(duty, owedFrom);
  }

  story(endedAt: Instant): Story {
    return {
      reference: this.#complaint.reference,
      told: this.#told.toSorted((one, other) => one.instant - other.instant),
      duties: this.#duties,
      endedAt,
    };
  }

  #noteDuty(duty: DutyStatus, owedFrom: Instant): void {
    const place = this.#duties.findIndex((known) => sameDuty(known, duty));
    const known = this.#duties[place];
    const fellAwayAt = duty.void === undefined ? undefined : (known?.fellAwayAt ?? this.#complaint.now);
    const told = { ...duty, owedFrom: known?.owedFrom ?? owedFrom, fellAwayAt };
    if (known) this.#duties[place] = told;
    else this.#duties.push(told);
  }

  async #noteRow({ at, event, detail }: JournalLine, duties: readonly DutyStatus[]): Promise<void> {
    const instant = at.getTime();
    switch (event) {
      case 'complaint-registered':
        return this.#tell(this.#scenario.receivedAt, this.#receipt());
      case 'letter-sent':
      case 'letter-posted':
        return this.#noteLetter(String(detail['letter']), duties);
      case 'breach':
        return this.#tell(
          instant,
          {
            event: 'breach',
            duty: detail['duty'] as DutyName,
            source: detail['source'] as LimitSource,
            dueOn: detail['dueOn'] as CivilDate,
            reason: String(detail['reason']),
          },
          String(detail['occasion']),
        );
      case 'breach-withdrawn':
        return this.#forgetBreach(detail);
      case 'closed':
        return this.#tell(instant, { event: 'closed', reason: detail['reason'] as ClosureReason });
      default:
        return this.#noteMessage(instant, event, detail);
    }
  }

  #noteMessage(instant: Instant, event: string, { message, reason, ...body }: Record<string, unknown>): void {
    // What Doléance tells its own workflow is neither decided nor received.
    if (body['what'] === 'mediator-period-ending') return;
    const settled = /^(?:decision|escalation|receipt)-(applied|refused)$/.exec(event)?.[1];
    if (settled === undefined) return;
    const notes = this.#notes.get(String(message)) ?? { madeUp: [], putOff: false };
    if (settled === 'applied') this.#tell(instant, { event: 'decision-applied', body, notes });
    else {
      const refusal = reason as Refusal;
      this.#tell(instant, { event: 'decision-refused', body, refusal, reason: whyRefused[refusal], notes });
    }
  }

  async #noteLetter(id: string, duties: readonly DutyStatus[]): Promise<void> {
    const { database, reference } = this.#complaint;
    const row = await letterOf(database, reference, id);
    if (row?.sent_at == null) return;
    const { subject, html, text } = await readLetterContent(database, row);
    const byPost = row.posted_on !== null;
    const letter = {
      kind: row.kind,
      subject,
      html,
      text,
      mime: row.mime === null || byPost ? undefined : await readText(database, row.mime),
      byPost,
      toRepresentative: row.recipient === 'representative',
      givesDay: row.promised_on ?? announcedIn(row, duties),
    };
    const about: About = { event: 'letter-sent', duty: row.duty, to: addressees[row.recipient], letter };
    this.#tell(row.sent_at.getTime(), about, row.occasion);
  }

  /** The evidence came out in time after all. */
  #forgetBreach({ duty, occasion, source }: Record<string, unknown>): void {
    const place = this.#told.findLastIndex(
      ({ about, occasion: known }) =>
        about.event === 'breach' && about.duty === duty && about.source === source && known === occasion,
    );
    if (place >= 0) this.#told.splice(place, 1);
  }

  #receipt(): About {
    const { complaint, registeredAt, receivedAt, procedure } = this.#scenario;
    return {
      event: 'received',
      kind: complaint.kind,
      channel: complaint.channel,
      sentOn: complaint.sentOn,
      firstWrittenOn: complaint.firstWrittenOn,
      registeredAt: registeredAt > receivedAt ? inFirmsZone(registeredAt, procedure.firm.timeZone) : undefined,
      level: complaint.level,
    };
  }

  #tell(instant: Instant, about: About, occasion?: string): void {
    this.#told.push({ instant, about, occasion });
  }
}

/** A letter about a delay gives the day of the duty that came with it. */
function announcedIn({ kind, duty, occasion }: LetterRow, duties: readonly DutyStatus[]): CivilDate | undefined {
  return kind === 'delay' ? duties.find((known) => sameDuty(known, { duty, occasion }))?.dueOn : undefined;
}

const addressees: Record<Recipient, Addressee> = {
  complainant: 'complainant',
  representative: 'complainant',
  insurer: 'insurer',
  mediator: 'mediator',
  staff: 'staff',
};

import type { ComplaintKind, ComplaintPart } from '../workflows/domain/complaint.ts';
import { type Duty, type DutyName, dutyNames, type Limit, type LimitSource } from '../workflows/domain/duties.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays } from './civil-dates.ts';
import { lastDayOf, type Unit } from './counting.ts';
import type { RecoursePeriod } from './recourse-schema.ts';
import { type ComplaintDate, complaintDates } from './rule-schema.ts';
import type { Procedure } from './schema.ts';
import { actingTimes } from './sending-times.ts';
import { startOfDay } from './zoned-time.ts';

/** The dates of a complaint, in the firm's zone. */
export interface ComplaintDates {
  receivedOn: CivilDate;
  /** As written on the complaint; absent where unknown. */
  sentOn?: CivilDate | undefined;
  registeredOn?: CivilDate | undefined;
  /** Told by telephone or in a meeting: the limits that run from the sending begin with the first writing. */
  oral?: boolean | undefined;
}

/** A limit's rule, whoever set it. */
interface Rule {
  duty: DutyName;
  within: number;
  unit: Unit;
  from: string;
  extension?: 'none' | 'with-reasons' | undefined;
}

/**
 * The duties that a complaint gives rise to from the start, in the order of `dutyNames`, each with every limit that applies,
 * the strictest first. A complaint that is both classic and about personal data has the limits of both. Where no text and no law
 * has a number for a duty, the procedure's own default from receipt stands in for it; without one the duty is left out.
 *
 * @throws RangeError where the complaint would have been sent after it was received
 */
export function planDuties(procedure: Procedure, complaint: ComplaintDates & { reference: string; kind: ComplaintKind }): Duty[] {
  const { reference, kind, receivedOn } = complaint;
  // A call is written down after it was received.
  if (!complaint.oral && complaint.sentOn !== undefined && complaint.sentOn > receivedOn) {
    throw new RangeError(`sent on ${complaint.sentOn}, after it was received on ${receivedOn}`);
  }
  const planned = dutyNames.map((duty) => ({ duty, limits: limitsFromTheStart(procedure, duty, kind, complaint) }));
  const final = planned.find(({ duty }) => duty === 'final-response')?.limits[0];
  return planned
    .map(({ duty, limits }) => ({ duty, limits: duty === 'interim-reply' ? notAfter(limits, final) : limits }))
    .filter(({ limits }) => limits.length > 0)
    .map(({ duty, limits }) => dutyOf(procedure, reference, duty, 'first', limits, receivedOn));
}

/**
 * A duty that something later gives rise to, such as an enquiry or a disagreement: with the procedure's own limit where its
 * text has one, else with the default of its data, which is Doléance's.
 *
 * @param own.from the day of what gave rise to it, in the firm's zone; not counted
 * @throws RangeError where neither the text nor the defaults have a limit for the duty
 */
export function planOwnDuty(
  procedure: Procedure,
  own: { reference: string; duty: DutyName; occasion: string; from: CivilDate },
): Duty {
  const limit = laterLimit(procedure, (rule) => rule.duty === own.duty && rule.from !== 'reopening', own.from);
  if (limit === undefined) throw new RangeError(`${procedure.id} has no limit for ${own.duty}, in its text or its defaults`);
  return dutyOf(procedure, own.reference, own.duty, own.occasion, [limit], own.from);
}

/** The duty to keep a date that was announced to the complainant. */
export function planAnnouncedDate(
  procedure: Procedure,
  announced: { reference: string; occasion: string; dueOn: CivilDate },
): Duty {
  const limit = limitOn(procedure, 'ours', announced.dueOn, 'announced to the complainant');
  return dutyOf(procedure, announced.reference, 'announced-date', announced.occasion, [limit]);
}

/** The new date that a letter about a delay gives where staff have set none. */
export function defaultNewDate(procedure: Procedure, from: CivilDate): CivilDate {
  const rule = procedure.defaults.find((one) => one.from === 'delay');
  if (rule === undefined) throw new RangeError(`${procedure.id} has no default for the new date of a delay`);
  return lastDay(procedure, rule, from);
}

/**
 * The answer that a reopened complaint is owed: within those of the original limits that are still open on that day, else within
 * the default for a second answer.
 */
export function replanFinalResponse(
  procedure: Procedure,
  reopened: { reference: string; occasion: string; original: Pick<Duty, 'duty' | 'limits'>; reopenedOn: CivilDate },
): Duty {
  const { original, reopenedOn } = reopened;
  const open = original.limits.filter((limit) => limit.dueOn >= reopenedOn);
  const second = laterLimit(procedure, (rule) => rule.duty === original.duty && rule.from === 'reopening', reopenedOn);
  if (open.length === 0 && second === undefined) {
    throw new RangeError(`${procedure.id} has no default for a second ${original.duty}`);
  }
  const limits = open.length > 0 || second === undefined ? open : [second];
  return dutyOf(procedure, reopened.reference, original.duty, reopened.occasion, limits, reopenedOn);
}

/** From when and until when somebody can go on to a body; both days included. */
export interface Period {
  /** Absent where the way is open at any time. */
  from?: CivilDate;
  until: CivilDate;
}

/**
 * When a consumer can go to the procedure's mediator: from the day after the time in which the firm should have answered, and for
 * the mediator's own period after the written complaint (France: two months, one year; Code de la consommation, L612-2).
 * Nothing where the mediator's period is not known (Belgium).
 */
export function mediatorPeriod(procedure: Procedure, complaint: ComplaintDates): Period | undefined {
  const period = procedure.recourse.find(({ type, period }) => type === 'mediator' && period !== undefined)?.period;
  return period && periodOf(procedure, period, complaint);
}

/**
 * The last day to which the answer to a request about personal data can be put off: the law's extension, but never past the
 * firm's own cap (Opticourtage: two months in all). Nothing where the law does not apply to the procedure.
 */
export function latestGdprExtension(procedure: Procedure, complaint: ComplaintDates): CivilDate | undefined {
  const law = procedure.regulators
    .flatMap(({ limits }) => limits)
    .filter(hasNumber)
    .find((limit) => limit.duty === 'gdpr-response' && limit.extensionBy !== undefined);
  if (law?.extensionBy === undefined) return undefined;
  const extended = { ...law, within: law.within + law.extensionBy.within };
  const days = [extended, procedure.gdprExtensionCap]
    .filter((rule) => rule !== undefined)
    .map((rule) => lastDay(procedure, rule, startOf(rule.from, complaint)?.day ?? complaint.receivedOn));
  return days.sort()[0];
}

function periodOf(procedure: Procedure, period: RecoursePeriod, { sentOn, receivedOn }: ComplaintDates): Period {
  const written = sentOn ?? receivedOn;
  const until = lastDay(procedure, period.until, written);
  if (period.withoutAnswerWithin === undefined) return { until };
  return { from: addCalendarDays(lastDay(procedure, period.withoutAnswerWithin, written), 1), until };
}

function limitsFromTheStart(procedure: Procedure, duty: DutyName, kind: ComplaintKind, dates: ComplaintDates): Limit[] {
  const own = procedure.timeLimits.map((rule) => ({ source: 'procedure' as const, rule, holds: true }));
  const regulators = procedure.regulators.flatMap(({ id, limits }) =>
    limits.filter(hasNumber).map((rule) => ({
      source: id,
      rule,
      holds: rule.holdsFrom <= dates.receivedOn && (rule.holdsUntil === undefined || dates.receivedOn <= rule.holdsUntil),
    })),
  );
  const limits = limitsOf(procedure, [...own, ...regulators], duty, kind, dates);
  const defaults = procedure.defaults.map((rule) => ({ source: 'ours' as const, rule, holds: true }));
  return strictestFirst(limits.length > 0 ? limits : limitsOf(procedure, defaults, duty, kind, dates));
}

function limitsOf(
  procedure: Procedure,
  rules: { source: LimitSource; rule: Rule & { kinds: ComplaintPart[] }; holds: boolean }[],
  duty: DutyName,
  kind: ComplaintKind,
  dates: ComplaintDates,
): Limit[] {
  return rules
    .filter(({ rule, holds }) => holds && rule.duty === duty && isFor(rule.kinds, kind))
    .flatMap(({ source, rule }) => {
      const start = startOf(rule.from, dates);
      if (start === undefined) return [];
      const limit = limitOn(procedure, source, lastDay(procedure, rule, start.day), `${spanOf(rule)} from ${start.name}`);
      return [rule.extension === 'with-reasons' ? { ...limit, extension: rule.extension } : limit];
    });
}

/** True where a rule is for a complaint of that kind, or for one of its two parts. */
function isFor(kinds: readonly ComplaintPart[], kind: ComplaintKind): boolean {
  return kind === 'classic-and-gdpr' ? kinds.length > 0 : kinds.includes(kind);
}

/** Belgium's 'as fast as possible' is a rule too, but leads to no date. */
function hasNumber<Limit extends { within?: number | undefined; unit?: Unit | undefined }>(
  limit: Limit,
): limit is Limit & { within: number; unit: Unit } {
  return limit.within !== undefined && limit.unit !== undefined;
}

/** The day that a limit runs from, and its name; receipt stands in for a day that is not known. */
function startOf(from: string, dates: ComplaintDates): { day: CivilDate; name: string } | undefined {
  if (!isComplaintDate(from)) return undefined;
  if (from === 'sent' && dates.oral && dates.sentOn === undefined) return undefined;
  const day = { received: dates.receivedOn, sent: dates.sentOn, registered: dates.registeredOn }[from];
  return day === undefined ? { day: dates.receivedOn, name: `${from} (unknown: received)` } : { day, name: from };
}

function isComplaintDate(from: string): from is ComplaintDate {
  return complaintDates.some((date) => date === from);
}

function laterLimit(procedure: Procedure, applies: (rule: Rule) => boolean, from: CivilDate): Limit | undefined {
  const later = (rule: Rule) => !isComplaintDate(rule.from) && applies(rule);
  const own = procedure.timeLimits.find(later);
  const rule = own ?? procedure.defaults.find(later);
  if (rule === undefined) return undefined;
  return limitOn(procedure, own ? 'procedure' : 'ours', lastDay(procedure, rule, from), `${spanOf(rule)} from ${rule.from}`);
}

/** An interim reply that would come after the answer itself is due is pulled forward. */
function notAfter(limits: Limit[], final: Limit | undefined): Limit[] {
  const first = limits[0];
  if (first === undefined || final === undefined || first.dueOn <= final.dueOn) return limits;
  const pulled: Limit = { ...final, source: 'ours', rule: `not after the final response: ${final.rule}` };
  return [pulled, ...limits];
}

/** A duty with its limits, the strictest of which says when it is due and when Doléance acts. @throws RangeError without a limit */
export function dutyOf(
  procedure: Procedure,
  reference: string,
  duty: DutyName,
  occasion: string,
  limits: Limit[],
  notBefore?: CivilDate,
): Duty {
  const sorted = strictestFirst(limits);
  const strictest = sorted[0];
  if (strictest === undefined) throw new RangeError(`${duty} has no limit`);
  const { dueOn, dueAt } = strictest;
  return { duty, occasion, dueOn, dueAt, ...actingTimes(procedure, { reference, duty, dueOn, notBefore }), limits: sorted };
}

/** A limit that ends with a day. */
export function limitOn(procedure: Procedure, source: LimitSource, dueOn: CivilDate, rule: string): Limit {
  return { source, dueOn, dueAt: startOfDay(addCalendarDays(dueOn, 1), procedure.firm.timeZone), rule };
}

/** The last day of a span that runs from a day, in the procedure's calendar. */
export function lastDay(procedure: Procedure, { within, unit }: { within: number; unit: Unit }, from: CivilDate): CivilDate {
  return lastDayOf(from, within, unit, procedure.calendar.days);
}

/** `10 monToSatDays`, `1 month`. */
function spanOf({ within, unit }: { within: number; unit: Unit }): string {
  return `${within} ${within === 1 ? unit.slice(0, -1) : unit}`;
}

function strictestFirst(limits: Limit[]): Limit[] {
  return limits.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0));
}

export { nextSendingTime } from './sending-times.ts';

import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { type DutyName, type DutyStatus, isOpen } from '../workflows/domain/duties.ts';
import { partsOf } from '../workflows/domain/parts.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays, addMonths } from './civil-dates.ts';
import { mediatorTime } from './mediator-time.ts';
import { lastDay } from './plan-duties.ts';
import type { Procedure } from './schema.ts';

/** What decides whether a complaint's person may be erased. Days are in the firm's zone. */
export interface ErasureCase {
  facts: ComplaintFacts;
  duties: readonly DutyStatus[];
  /** Of the complainant: only a consumer can go to a consumer mediator. */
  capacity: string;
  /** The day on which the complaint was closed; absent while it is open. */
  closedOn: CivilDate | undefined;
  /** The last day on which something came in or was decided, after the end too: the mediator's opinion, measures. */
  lastEventOn: CivilDate | undefined;
  /** How many messages were accepted that the complaint's workflow has not applied yet. */
  messagesWaiting: number;
  /** How many messages have come in that nobody of the staff has read. */
  messagesUnread: number;
  /** Complaints that belong to it and are not over: open, with the mediator, or in court. */
  relativesGoingOn: readonly string[];
}

/** Why a person may not be erased yet. `until` is the last day on which that holds; absent where nobody can name one. */
export type ErasureObstacle =
  | { reason: 'open'; until?: undefined }
  | { reason: 'with-mediator'; until?: undefined }
  | { reason: 'in-court'; until?: undefined }
  | { reason: 'still-owed'; duty: DutyName; until?: undefined }
  | { reason: 'message-waiting'; until?: undefined }
  | { reason: 'message-unread'; until?: undefined }
  | { reason: 'relative-going-on'; reference: string; until?: undefined }
  | { reason: 'mediator-period'; until: CivilDate }
  | { reason: 'limitation'; period: string; source: string; until: CivilDate }
  | { reason: 'limitation-unknown'; until?: undefined };

/**
 * Every reason against erasing a complaint's person today; none where it may be done.
 *
 * Nobody is erased while the complaint is open, within the mediator's period, or during the limitation periods of the firm's country. These
 * are counted from the last that happened on it, which is later than any day from which the law counts.
 *
 * @param procedure the version that the complaint keeps: the mediator's period is its own
 * @param inForce the firm's procedure today, whose limitation periods count; absent where the firm has none any more
 * @param today in the firm's zone
 */
export function obstaclesToErasure(
  complaint: ErasureCase,
  { procedure, inForce, today }: { procedure: Procedure; inForce: Procedure | undefined; today: CivilDate },
): ErasureObstacle[] {
  return [
    ...stillGoingOn(complaint),
    ...mediatorPeriod(procedure, complaint, today),
    ...limitations(inForce?.limitations ? inForce : procedure, complaint, today),
  ];
}

/** The first day on which nothing stands against it; undefined where nobody can name one. */
export function firstDayOfErasure(obstacles: readonly ErasureObstacle[], today: CivilDate): CivilDate | undefined {
  let day = today;
  for (const { until } of obstacles) {
    if (until === undefined) return undefined;
    if (until >= day) day = addCalendarDays(until, 1);
  }
  return day;
}

/**
 * Of complaints that ended after this day none can be erased today: the shortest limitation period runs still. Undefined where no period is
 * known, so that nobody can be erased.
 */
export function latestEndErasable({ limitations }: Procedure, today: CivilDate): CivilDate | undefined {
  return limitations
    ?.map(({ within, unit }) => (unit === 'months' ? addMonths(today, -within) : addCalendarDays(today, -within)))
    .toSorted()
    .at(-1);
}

function stillGoingOn(complaint: ErasureCase): ErasureObstacle[] {
  const { facts, duties, closedOn, messagesWaiting, messagesUnread, relativesGoingOn } = complaint;
  const owed = [...new Set(duties.filter(isOpen).map(({ duty }) => duty))];
  return [
    ...(facts.stage === 'with-mediator' ? [{ reason: 'with-mediator' as const }] : []),
    ...(facts.stage === 'in-court' ? [{ reason: 'in-court' as const }] : []),
    ...(closedOn === undefined ? [{ reason: 'open' as const }] : owed.map((duty) => ({ reason: 'still-owed' as const, duty }))),
    ...(messagesWaiting > 0 ? [{ reason: 'message-waiting' as const }] : []),
    // Whatever it says, a summons perhaps, somebody must have seen it.
    ...(messagesUnread > 0 ? [{ reason: 'message-unread' as const }] : []),
    ...relativesGoingOn.map((reference) => ({ reason: 'relative-going-on' as const, reference })),
  ];
}

function mediatorPeriod(procedure: Procedure, { facts, capacity }: ErasureCase, today: CivilDate): ErasureObstacle[] {
  const until = capacity === 'consumer' ? mediatorTime(procedure, facts)?.until : undefined;
  return until === undefined || until < today ? [] : [{ reason: 'mediator-period', until }];
}

function limitations(procedure: Procedure, { facts, closedOn, lastEventOn }: ErasureCase, today: CivilDate): ErasureObstacle[] {
  // While it is open nothing that could be counted from has come to an end.
  if (closedOn === undefined) return [];
  const parts = partsOf(facts.kind);
  const inForce = procedure.limitations?.filter(({ holdsFrom }) => holdsFrom <= today) ?? [];
  const isKnown = parts.every((part) => inForce.some(({ kinds }) => kinds.includes(part)));
  if (!isKnown) return [{ reason: 'limitation-unknown' }];
  const from = lastEventOn !== undefined && lastEventOn > closedOn ? lastEventOn : closedOn;
  return inForce
    .filter(({ kinds }) => kinds.some((kind) => parts.includes(kind)))
    .map((period) => ({
      reason: 'limitation' as const,
      period: period.id,
      source: period.source,
      until: lastDay(procedure, period, from),
    }))
    .filter(({ until }) => until >= today);
}

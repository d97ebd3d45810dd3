import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { Instant } from '../workflows/domain/time.ts';

export type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** Whole seconds, as Temporal counts them. */
type Long = { toNumber(): number };

/** A timer that is still running. */
export interface OpenTimer {
  summary: string;
  /** When it fires, in the server's time. */
  firesAt: Instant;
}

/** The kinds of a history's events, in order: `workflowTaskCompleted`. */
export function eventNames(history: History): string[] {
  return eventsOf(history).map((event) => nameOf(event));
}

/** The timers that are still running; none once the run has ended. */
export function openTimers(history: History): OpenTimer[] {
  const events = eventsOf(history);
  if (isOver(history)) return [];
  const ended = new Set(
    events.map(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: canceled }) =>
      String(fired?.startedEventId ?? canceled?.startedEventId ?? ''),
    ),
  );
  return events
    .filter((event) => event.timerStartedEventAttributes && !ended.has(String(event.eventId)))
    .map(({ userMetadata, eventTime, timerStartedEventAttributes: timer }) => ({
      summary: userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : '',
      firesAt: milliseconds(eventTime) + milliseconds(timer?.startToFireTimeout),
    }));
}

/** No workflow task and no activity is under way, or the run has ended. */
export function isQuiet(history: History): boolean {
  const names = eventNames(history);
  const count = (what: RegExp) => names.filter((name) => what.test(name)).length;
  const activities = count(/^activityTaskScheduled$/) - count(/^activityTask(Completed|Failed|TimedOut|Canceled)$/);
  const tasks = count(/^workflowTaskScheduled$/) - count(/^workflowTask(Completed|Failed|TimedOut)$/);
  return names.length > 0 && (isOver(history) || (activities === 0 && tasks === 0));
}

/** Why the run failed, in the words of its innermost cause; undefined where it did not. */
export function failureOf(history: History): string | undefined {
  let failure = eventsOf(history).find((event) => event.workflowExecutionFailedEventAttributes)
    ?.workflowExecutionFailedEventAttributes?.failure;
  while (failure?.cause) failure = failure.cause;
  return failure?.message ?? undefined;
}

/** The run has ended, however. */
export function isOver(history: History): boolean {
  return eventNames(history).some((name) =>
    /^workflowExecution(Completed|Failed|Terminated|TimedOut|Canceled|ContinuedAsNew)$/.test(name),
  );
}

function eventsOf({ events }: History): HistoryEvent[] {
  return events ?? [];
}

function milliseconds(time: { seconds?: Long | null; nanos?: number | null } | null | undefined): number {
  return (time?.seconds?.toNumber() ?? 0) * 1000 + Math.round((time?.nanos ?? 0) / 1_000_000);
}

const suffix = 'EventAttributes';

function nameOf(event: HistoryEvent): string {
  const attributes = Object.keys(event).find((key) => key.endsWith(suffix) && event[key as keyof HistoryEvent] != null);
  return attributes?.slice(0, -suffix.length) ?? 'unknown';
}

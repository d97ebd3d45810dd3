import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';

type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** The kinds of a history's events, in order: `workflowTaskCompleted`. */
export function eventNames(history: History): string[] {
  return eventsOf(history).map((event) => nameOf(event));
}

/** The summaries of the timers that are still running; none once the run has ended. */
export function openTimers(history: History): string[] {
  const events = eventsOf(history);
  if (isOver(history)) return [];
  const ended = events.flatMap(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: canceled }) =>
    String(fired?.startedEventId ?? canceled?.startedEventId ?? ''),
  );
  return events
    .filter((event) => event.timerStartedEventAttributes && !ended.includes(String(event.eventId)))
    .map(({ userMetadata }) => (userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : ''));
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
function isOver(history: History): boolean {
  return eventNames(history).some((name) =>
    /^workflowExecution(Completed|Failed|Terminated|TimedOut|Canceled|ContinuedAsNew)$/.test(name),
  );
}

function eventsOf({ events }: History): HistoryEvent[] {
  return events ?? [];
}

const suffix = 'EventAttributes';

function nameOf(event: HistoryEvent): string {
  const attributes = Object.keys(event).find((key) => key.endsWith(suffix) && event[key as keyof HistoryEvent] != null);
  return attributes?.slice(0, -suffix.length) ?? 'unknown';
}

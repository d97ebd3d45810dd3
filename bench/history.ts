import type { temporal } from '@temporalio/proto';
import type { Call, Life, LifeStep } from './workflows/life.ts';

type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Payloads = temporal.api.common.v1.IPayloads | null | undefined;

/** What must be equal in two workflows so that their costs can be set side by side. */
export const comparedCounts = [
  'activities',
  'localActivities',
  'timersStarted',
  'timersCancelled',
  'timersFired',
  'upserts',
  'signals',
] as const;
type ComparedCount = (typeof comparedCounts)[number];

/** What must be equal in two workflows that were led with nothing else going on: under load, tasks are shared by chance. */
export const comparedAlone = [...comparedCounts, 'workflowTasks'] as const;

/** How much of everything a history holds. */
export type Counts = Record<ComparedCount | 'events' | 'workflowTasks', number>;

/** A signal as the relay sent it. */
export interface SignalSent {
  name: string;
  body: unknown;
}

/** Counts a history. An activity that was tried again counts once. */
export function countsOf(history: History): Counts {
  const events = history.events ?? [];
  const count = (is: (event: HistoryEvent) => unknown) => events.filter((event) => Boolean(is(event))).length;
  return {
    activities: count((event) => event.activityTaskScheduledEventAttributes),
    localActivities: count(isLocalActivity),
    timersStarted: count((event) => event.timerStartedEventAttributes),
    timersCancelled: count((event) => event.timerCanceledEventAttributes),
    timersFired: count((event) => event.timerFiredEventAttributes),
    upserts: count((event) => event.upsertWorkflowSearchAttributesEventAttributes),
    signals: count((event) => event.workflowExecutionSignaledEventAttributes),
    events: events.length,
    workflowTasks: count((event) => event.workflowTaskCompletedEventAttributes),
  };
}

/** Which of the counts that must be equal are not: `timersStarted: 6 and 5`. */
export function differences(one: Counts, other: Counts, compared: readonly (keyof Counts)[] = comparedCounts): string[] {
  return compared.filter((name) => one[name] !== other[name]).map((name) => `${name}: ${one[name]} and ${other[name]}`);
}

/** The signals of a history, in order. */
export function signalsOf(history: History): SignalSent[] {
  return (history.events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
    signal ? [{ name: signal.signalName ?? '', body: firstOf(signal.input) }] : [],
  );
}

/** What each workflow task of a finished history did, for the bare workflow to do the same. */
export function lifeOf(history: History): Life {
  const events = history.events ?? [];
  const fired = events.flatMap(({ timerFiredEventAttributes: timer }) => (timer ? [Number(timer.timerId)] : []));
  const steps: LifeStep[] = [];
  const so = { signals: 0, activities: 0, timersFired: 0 };
  let after = { ...so };
  for (const event of events) {
    const step = steps.at(-1);
    if (event.workflowExecutionSignaledEventAttributes) so.signals += 1;
    if (event.activityTaskCompletedEventAttributes) so.activities += 1;
    if (event.timerFiredEventAttributes) so.timersFired += 1;
    if (event.workflowTaskStartedEventAttributes) after = { ...so };
    if (event.workflowTaskCompletedEventAttributes) steps.push(emptyStep(after));
    if (step === undefined) continue;
    if (isLocalActivity(event)) step.localActivities.push(localCallOf(event));
    const { timerStartedEventAttributes: started, timerCanceledEventAttributes: cancelled } = event;
    if (started) step.timersStarted.push({ timer: Number(started.timerId), fires: fired.includes(Number(started.timerId)) });
    if (cancelled) step.timersCancelled.push(Number(cancelled.timerId));
    const upserted = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
    if (upserted) step.upserts.push(Object.keys(upserted).length);
    if (event.activityTaskScheduledEventAttributes) step.activities.push(callOf(event, events));
  }
  startLate(steps, fired);
  return { steps };
}

/** In the bare workflow nothing takes days: a timer that fires is started by the workflow task before the one that it leads to. */
function startLate(steps: LifeStep[], fired: number[]): void {
  for (const [place, timer] of fired.entries()) {
    for (const step of steps) step.timersStarted = step.timersStarted.filter((started) => started.timer !== timer);
    const before = steps.findLast(({ after }) => after.timersFired <= place);
    before?.timersStarted.push({ timer, fires: true });
  }
}

/** The name of an activity call, with the kind of letter where it is about one: `sendLetter upheld`. */
export function labelOf(activity: string, input: unknown): string {
  const kind = (input as { kind?: unknown } | null | undefined)?.kind;
  return typeof kind === 'string' ? `${activity} ${kind}` : activity;
}

function emptyStep(after: LifeStep['after']): LifeStep {
  return { after, localActivities: [], timersCancelled: [], timersStarted: [], upserts: [], activities: [] };
}

function isLocalActivity({ markerRecordedEventAttributes: marker }: HistoryEvent): boolean {
  return marker?.markerName === 'core_local_activity';
}

function localCallOf({ markerRecordedEventAttributes: marker }: HistoryEvent): Call {
  const data = firstOf(marker?.details?.['data']) as { activity_type?: string } | undefined;
  return { label: data?.activity_type ?? 'unknown', inputBytes: 0, resultBytes: bytesOf(marker?.details?.['result']) };
}

function callOf({ eventId, activityTaskScheduledEventAttributes: call }: HistoryEvent, events: HistoryEvent[]): Call {
  const completed = events
    .map(({ activityTaskCompletedEventAttributes }) => activityTaskCompletedEventAttributes)
    .find((completion) => completion && String(completion.scheduledEventId) === String(eventId));
  return {
    label: labelOf(call?.activityType?.name ?? 'unknown', firstOf(call?.input)),
    inputBytes: bytesOf(call?.input),
    resultBytes: bytesOf(completed?.result),
  };
}

function bytesOf(payloads: Payloads): number {
  return (payloads?.payloads ?? []).reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
}

function firstOf(payloads: Payloads): unknown {
  const data = payloads?.payloads?.[0]?.data;
  return data && data.length > 0 ? (JSON.parse(Buffer.from(data).toString('utf8')) as unknown) : undefined;
}

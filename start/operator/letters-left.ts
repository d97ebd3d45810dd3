import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { LetterResult, LetterToSend } from '../../workflows/domain/standing.ts';
import { workflowIdOf } from '../../workflows/messages.ts';

/** A letter that has left, as a run's history tells. */
export interface LetterThatLeft {
  letter: string;
  kind: LetterToSend['kind'];
  sentAt: Date;
}

/** The letters that a complaint's newest run has sent. */
export async function lettersThatLeft(client: Client, reference: string): Promise<LetterThatLeft[]> {
  const { events } = await client.workflow.getHandle(workflowIdOf(reference)).fetchHistory();
  const asked = new Map<string, LetterToSend>();
  const left: LetterThatLeft[] = [];
  for (const { eventId, activityTaskScheduledEventAttributes: scheduled, activityTaskCompletedEventAttributes: done } of events ??
    []) {
    if (scheduled?.activityType?.name === 'sendLetter') asked.set(String(eventId), read<LetterToSend>(scheduled.input));
    const letter = asked.get(String(done?.scheduledEventId));
    if (!done || !letter) continue;
    const result = read<LetterResult>(done.result);
    if (result.state === 'sent') left.push({ letter: result.letter, kind: letter.kind, sentAt: new Date(result.sentAt) });
  }
  return left;
}

/** The first of an activity's payloads. */
function read<Value>(payloads: temporal.api.common.v1.IPayloads | null | undefined): Value {
  return defaultPayloadConverter.fromPayload(payloads?.payloads?.[0] ?? {});
}

import { type ChangePosition, type ComplaintChange, textOfPosition } from '../../register/changes.ts';
import { pathOfComplaint } from '../paths.ts';
import type { ComplaintChanged } from '../schemas/events.ts';

// The lines of server-sent events (HTML standard, 9.2); none of the values can hold a line break.

/** How long a client waits before it connects again; milliseconds. */
export const retryLine = 'retry: 3000\n\n';

/** An event about one change. */
export function changeEvent({ position, reference, number, at, event, procedure, stage, level }: ComplaintChange): string {
  const data: ComplaintChanged = {
    reference,
    number,
    at: at.toISOString(),
    event,
    procedure,
    stage,
    level,
    links: { complaint: pathOfComplaint(reference) },
  };
  return eventText('complaint-changed', position, data);
}

/** Says that changes may have been missed: read anew what is shown. */
export function resetEvent(position: ChangePosition): string {
  return eventText('reset', position, { reason: 'changes-missed' });
}

/** Keeps the connection alive, and the client's `Last-Event-ID` near where no event passes its filter; it is no event itself. */
export function heartbeat(position: ChangePosition): string {
  return `: still here\nid: ${textOfPosition(position)}\n\n`;
}

function eventText(name: string, position: ChangePosition, data: unknown): string {
  return `id: ${textOfPosition(position)}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

import type { z } from 'zod';
import type { Capacity } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Channel, Language } from '../../register/complaint-content.ts';
import type { ComplaintRow } from '../../register/tables.ts';
import type { complaintFactsShape } from '../schemas/complaint-view.ts';

type Facts = z.output<z.ZodObject<typeof complaintFactsShape>>;

/** What a complaint's row says, as a list and the complaint itself show it. */
export function complaintFacts(row: ComplaintRow, procedure: Procedure): Facts {
  return {
    reference: row.reference,
    procedure: row.procedure,
    procedureVersion: row.procedure_version,
    kind: row.kind,
    channel: row.channel as Channel,
    language: row.language as Language,
    country: row.country,
    capacity: row.capacity as Capacity,
    stage: row.stage,
    level: row.level,
    sent: row.sent_on ?? 'unknown',
    received: row.received_at.toISOString(),
    receivedOn: row.received_on,
    registered: row.registered_at.toISOString(),
    registeredOn: row.registered_on,
    ...(row.case_handler === null ? {} : { caseHandler: caseHandler(row.case_handler, procedure) }),
    ...(row.product === null ? {} : { product: row.product }),
    ...(row.reason_category === null ? {} : { reasonCategory: row.reason_category }),
    ...(row.root_cause === null ? {} : { rootCause: row.root_cause }),
    ...(row.insurer === null ? {} : { insurer: row.insurer }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at.toISOString() }),
    ...(row.next_due_at === null ? {} : { nextDueAt: row.next_due_at.toISOString() }),
  };
}

function caseHandler(id: string, { staff }: Procedure): NonNullable<Facts['caseHandler']> {
  const person = staff.find((member) => member.id === id);
  return person ? { id, name: person.name, role: person.role } : { id };
}

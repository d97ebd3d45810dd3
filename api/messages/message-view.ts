import type { MessageTexts } from '../../register/complaint-content.ts';
import type { MessageRow } from '../../register/tables.ts';
import { readMessage } from '../../workflows/domain/read-message.ts';
import { pathOfComplaint, pathOfMessage } from '../paths.ts';
import type { MessageView } from '../schemas/message-view.ts';

/** The facts of a message; of one sent by hand only what is known. */
export function messageFacts(row: MessageRow): Omit<MessageView, 'texts' | 'links'> {
  return {
    id: row.id,
    ...readMessage(row.signal, row.body)?.body,
    actor: row.actor,
    acceptedAt: row.accepted_at.toISOString(),
    ...(row.settled_at === null ? {} : { settledAt: row.settled_at.toISOString() }),
    state: row.state,
    ...(row.refusal === null ? {} : { reason: row.refusal }),
  };
}

export function messageView(row: MessageRow, texts: MessageTexts): MessageView {
  return {
    ...messageFacts(row),
    texts: { ...texts },
    links: { self: pathOfMessage(row.reference, row.id), complaint: pathOfComplaint(row.reference) },
  };
}

import { messageIdsIn } from '../reading/headers.ts';
import type { ReadMail } from '../reading/read-mail.ts';

/** What a notice of delivery says (RFC 3464). */
export interface DeliveryNotice {
  /** What became of the mail; `failed` is a bounce. */
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'unknown';
  /** As RFC 3463 numbers it. */
  status: string;
  /** The number of the mail that it is about, where the notice returns its head. */
  about?: string | undefined;
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/** The notice that a mail is; undefined where it is none. Of several recipients, the one whom it did not reach counts. */
export function deliveryNotice({ deliveryStatus, returned }: ReadMail): DeliveryNotice | undefined {
  if (deliveryStatus === undefined) return undefined;
  const recipients = deliveryStatus
    .split(/\r?\n[ \t]*\r?\n/)
    .map(fieldsOf)
    .flatMap((fields) => {
      const action = actions.find((one) => one === fields.get('action')?.toLowerCase().split(/[\s(]/)[0]);
      return action === undefined ? [] : [{ action, status: statusIn(fields.get('status'), action) }];
    });
  const worst = actions.map((action) => recipients.find((recipient) => recipient.action === action)).find(Boolean);
  const about = messageIdsIn(returned?.get('message-id'))[0];
  return { ...(worst ?? { action: 'unknown', status: '5.0.0' }), ...(about === undefined ? {} : { about }) };
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function statusIn(given: string | undefined, action: (typeof actions)[number]): string {
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(given ?? '')?.[0];
  return status ?? (action === 'failed' ? '5.0.0' : action === 'delayed' ? '4.0.0' : '2.0.0');
}

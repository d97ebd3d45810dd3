import { type Headers, messageIdsIn } from '../reading/headers.ts';
import type { ReadMail } from '../reading/read-mail.ts';

/** What a notice of delivery says of one recipient. */
export interface RecipientNotice {
  /** What became of the mail; `failed` is a bounce. */
  action: (typeof actions)[number];
  /** As RFC 3463 numbers it. */
  status: string;
  /** To whom it went, and to whom it was sent before others passed it on; in small letters. */
  addresses: string[];
}

/** What a notice of delivery says (RFC 3464). */
export interface DeliveryNotice {
  recipients: RecipientNotice[];
  /** The number of the mail that it is about, where the notice returns its head. */
  about?: string | undefined;
  /** It has the form and the sender of a mail server's notice. That is no proof: what it says must fit the letter too. */
  credible: boolean;
}

/** The worst first. */
const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/**
 * The notice that a mail is; undefined where it is none.
 *
 * @param forged whether the firm's mail server says that the sender's domain did not write it
 */
export function deliveryNotice(mail: ReadMail, forged: boolean): DeliveryNotice | undefined {
  const { deliveryStatus, returned } = mail;
  if (deliveryStatus === undefined) return undefined;
  const recipients = deliveryStatus.split(/\r?\n[ \t]*\r?\n/).flatMap((group) => recipientIn(fieldsOf(group)) ?? []);
  const about = messageIdsIn(returned?.get('message-id'))[0];
  const credible = !forged && isReportOfDelivery(mail.headers) && isFromServer(mail);
  return { recipients, credible, ...(about === undefined ? {} : { about }) };
}

/** What a notice says of a recipient, the worst of it; undefined where it does not name them. */
export function saidOf({ recipients }: DeliveryNotice, address: string): RecipientNotice | undefined {
  const theirs = recipients.filter(({ addresses }) => addresses.includes(address.trim().toLowerCase()));
  return actions.flatMap((action) => theirs.find((one) => one.action === action) ?? [])[0];
}

function recipientIn(fields: Map<string, string>): RecipientNotice | undefined {
  const action = actions.find((one) => one === fields.get('action')?.toLowerCase().split(/[\s(]/)[0]);
  if (action === undefined) return undefined;
  const addresses = ['final-recipient', 'original-recipient'].flatMap((name) => addressIn(fields.get(name)) ?? []);
  return { action, status: statusIn(fields.get('status'), action), addresses: [...new Set(addresses)] };
}

/** After the kind of address, as in `rfc822; dominique@example.org`. */
function addressIn(value: string | undefined): string | undefined {
  return /^[^;]{0,100};\s*<?([^\s<>]{1,254})>?\s*$/.exec(value ?? '')?.[1]?.toLowerCase();
}

/** The mail itself is the report (RFC 6522), not a mail of somebody's that one was put into. */
function isReportOfDelivery(headers: Headers): boolean {
  const types = headers.all('content-type');
  return (
    types.length === 1 &&
    types.every((type) => /^multipart\/report\s*;/i.test(type) && /;\s*report-type\s*=\s*"?delivery-status"?\s*(;|$)/i.test(type))
  );
}

/** From nobody who could be answered (RFC 3464, 2); where the mail server did not write down who sent it, from whom notices come. */
function isFromServer({ headers, from }: ReadMail): boolean {
  const paths = headers.all('return-path').map((path) => path.replace(/\s/g, '').toLowerCase());
  // Postfix writes `<MAILER-DAEMON>` for nobody where it hands a mail to another program.
  if (paths.length > 0) return paths.every((path) => path === '' || path === '<>' || path === '<mailer-daemon>');
  return headers.all('from').length === 1 && from.length === 1 && /^(mailer-daemon|postmaster)@/.test(from[0]?.address ?? '');
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
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

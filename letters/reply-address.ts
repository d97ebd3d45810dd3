/** What the address of an answer says: to which complaint it belongs, and the mark that proves that Doléance wrote the address. */
export interface ReplyTag {
  reference: string;
  /** Sixteen characters of base32, in small letters. */
  mark: string;
}

/**
 * The address that a letter asks to be answered at, for a mailbox that takes what follows a plus sign (RFC 5233):
 * `reclamations+opt-2026-000123-abcdefghijklmnop@example.org`.
 *
 * @throws RangeError where the address is none
 */
export function replyAddress(address: string, { reference, mark }: ReplyTag): string {
  const at = address.lastIndexOf('@');
  if (at < 1) throw new RangeError('The address of the mailbox is none.');
  return `${address.slice(0, at)}+${reference.toLowerCase()}-${mark}${address.slice(at)}`;
}

const tag = /\+([a-z]{2,5}-\d{4}-\d{6,})-([a-z2-7]{16})@[^@]+$/;

/** What the tag of an address says, in whatever letters it was written; undefined where it has none. Whether it is true is not checked. */
export function readReplyAddress(address: string): ReplyTag | undefined {
  const [, reference, mark] = tag.exec(address.trim().toLowerCase()) ?? [];
  return reference === undefined || mark === undefined ? undefined : { reference: reference.toUpperCase(), mark };
}

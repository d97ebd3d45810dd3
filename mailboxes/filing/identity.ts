import { createHash } from 'node:crypto';
import type { ReadMail } from '../reading/read-mail.ts';

/**
 * What makes a mail the same mail, in whichever mailbox it is and however servers encoded it on its way: its number, who says to have
 * written it, when and what. A number alone would not do: programs repeat theirs, and what is another mail must not be lost.
 */
export function identityOf(mail: ReadMail): string {
  const head = [
    mail.messageId ?? '',
    mail.headers.get('from') ?? '',
    mail.headers.get('date') ?? '',
    mail.headers.get('subject') ?? '',
    mail.text,
    mail.deliveryStatus ?? '',
    mail.returned?.get('message-id') ?? '',
  ];
  const files = mail.files.map(({ content }) => sha256(content));
  return sha256(JSON.stringify([...head, ...files]));
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

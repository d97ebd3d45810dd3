import { type ReplyTag, readReplyAddress } from '../../letters/reply-address.ts';
import { type Headers, messageIdsIn } from '../reading/headers.ts';
import type { ReadMail } from '../reading/read-mail.ts';
import { type DeliveryNotice, deliveryNotice } from './bounce.ts';
import { authenticationOf, checkedSender } from './sender.ts';

/** What a mail is, as far as it says so itself; whether what it names is there, the register knows. */
export type Judgement =
  | ({ kind: 'bounce' } & DeliveryNotice)
  | { kind: 'auto-reply' }
  | { kind: 'mailing-list' }
  | {
      kind: 'reply';
      /** What the addresses say that it was sent to. */
      tags: ReplyTag[];
      /** The mails that it answers; the subject is never asked. */
      answers: string[];
      /** Who wrote it, in small letters; absent where nobody, or several, are named, or the firm's mail server does not vouch for them. */
      sender?: string | undefined;
      /** The firm's mail server says that the sender's domain did not write it. */
      forged: boolean;
    }
  | { kind: 'new'; forged: boolean };

/**
 * Judges a mail by its headers and its form, never by its subject. Whatever was not written by a person to the firm is told apart first, so
 * that no automatic answer is ever taken for one.
 */
export function judgeMail(mail: ReadMail, { trustedAuthServId }: { trustedAuthServId?: string | undefined }): Judgement {
  const forged = authenticationOf(mail.headers, trustedAuthServId) === 'failed';
  const notice = deliveryNotice(mail, forged);
  if (notice) return { kind: 'bounce', ...notice };
  if (isAutoReply(mail.headers)) return { kind: 'auto-reply' };
  if (isMailingList(mail.headers)) return { kind: 'mailing-list' };
  const tags = mail.to.flatMap((address) => readReplyAddress(address) ?? []);
  const answers = [
    ...new Set([...messageIdsIn(mail.headers.get('in-reply-to')), ...messageIdsIn(mail.headers.get('references'))]),
  ];
  if (tags.length === 0 && answers.length === 0) return { kind: 'new', forged };
  const sender = checkedSender(mail, trustedAuthServId);
  return { kind: 'reply', tags, answers, forged, ...(sender === undefined ? {} : { sender }) };
}

/** RFC 3834, and what servers wrote before it; a report that something was read; a mail that nobody can answer (`Return-Path: <>`). */
function isAutoReply(headers: Headers): boolean {
  const submitted = headers.get('auto-submitted')?.toLowerCase().split(/[\s;]/)[0];
  if (submitted !== undefined && submitted !== '' && submitted !== 'no') return true;
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from'].some((name) => headers.has(name))) return true;
  if (/^auto[-_]?reply$/i.test(headers.get('precedence') ?? '')) return true;
  if (/^multipart\/report\b/i.test(headers.get('content-type') ?? '')) return true;
  return headers.get('return-path')?.replace(/\s/g, '') === '<>';
}

/** The firm's own spam filter, or one before it, says so. */
export function isSpam(headers: Headers): boolean {
  return /^yes\b/i.test(headers.get('x-spam-flag') ?? '') || /^yes\b/i.test(headers.get('x-spam-status') ?? '');
}

/** Lists (RFC 2919, RFC 2369), newsletters and other mail in bulk. */
function isMailingList(headers: Headers): boolean {
  const names = ['list-id', 'list-post', 'list-unsubscribe', 'list-help', 'mailing-list', 'x-mailing-list', 'feedback-id'];
  return names.some((name) => headers.has(name)) || /^(bulk|list|junk)$/i.test(headers.get('precedence') ?? '');
}

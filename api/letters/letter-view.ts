import { mayComeBack } from '../../register/bounces.ts';
import type { LetterRow } from '../../register/tables.ts';
import { pathOfLetter } from '../paths.ts';
import type { LetterView } from '../schemas/letter-view.ts';

/** A letter as the API shows it, with links to its forms. */
export function letterView(row: LetterRow): LetterView {
  const path = pathOfLetter(row.reference, row.id);
  return {
    id: row.id,
    duty: row.duty,
    occasion: row.occasion,
    kind: row.kind,
    recipient: row.recipient,
    language: row.language,
    state: row.state,
    way: row.way,
    letterDate: row.letter_date,
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at.toISOString() }),
    ...(row.posted_on === null ? {} : { postedOn: row.posted_on }),
    ...(row.printed_at === null ? {} : { printedAt: row.printed_at.toISOString() }),
    ...(row.registered_number === null ? {} : { registeredNumber: row.registered_number }),
    ...(row.bounced_at === null || row.bounce_status === null
      ? {}
      : { bounced: { at: row.bounced_at.toISOString(), status: row.bounce_status } }),
    ...(row.edit === null ? {} : { edit: row.edit }),
    links: {
      html: `${path}.html`,
      text: `${path}.txt`,
      pdf: `${path}.pdf`,
      ...(row.mime === null ? {} : { eml: `${path}.eml` }),
      ...(row.state === 'awaiting-post' ? { posted: `${path}/posted` } : {}),
      ...(mayComeBack(row) ? { undelivered: `${path}/undelivered` } : {}),
    },
  };
}

import type { ComplaintPart } from '../../workflows/domain/complaint.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { readMessageTexts } from '../message-texts.ts';
import { unlessErased } from '../personal-texts.ts';
import type { Queries } from '../register.ts';

/** What has come to be owed: with the letter that says so, or because an offer was accepted. */
export interface Promised {
  reference: string;
  part: ComplaintPart;
  kind: 'redress' | 'offer-accepted';
  /** The decision whose texts name the amount, by its message's id. */
  decision: string;
  /** The day of the evidence, in the firm's zone. */
  on: CivilDate;
}

/**
 * Keeps the amount of redress in plain, where the decision names one: amounts are no personal data, and statistics live by them. The
 * latest answer to a part replaces what an earlier one promised. Of an erased person nothing can be read any more.
 */
export async function keepRedress(
  queries: Queries,
  { reference, part, kind, decision, on }: Promised,
  now: Instant,
): Promise<void> {
  const amount = await amountIn(queries, decision, kind);
  if (amount === undefined) return;
  const row = { decision, cents: amount.cents, currency: amount.currency, on_day: on, recorded_at: new Date(now) };
  await queries
    .insertInto('redress')
    .values({ reference, part, kind, ...row })
    .onConflict((conflict) => conflict.columns(['reference', 'part', 'kind']).doUpdateSet(row))
    .execute();
}

async function amountIn(
  queries: Queries,
  decision: string,
  kind: Promised['kind'],
): Promise<{ cents: number; currency: string } | undefined> {
  const texts = await unlessErased(readMessageTexts(queries, decision));
  const { cents, currency } = (kind === 'redress' ? texts?.redress : texts?.offer) ?? {};
  return cents === undefined || currency === undefined ? undefined : { cents, currency };
}

import { formatAmount } from '../../letters/format.ts';
import type { Language, MessageTexts } from '../../register/complaint-content.ts';
import type { MessageRow } from '../../register/tables.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

/** A settlement that was offered, by a letter that has left. */
export interface Offer {
  state: 'open' | 'accepted' | 'over';
  terms: string[];
  /** What accepting means, where staff said it; else the letter's usual sentence holds. */
  effect: string[] | undefined;
  /** The last day on which it stands. */
  until: CivilDate;
  amount: string | undefined;
}

/** What is looked at for an offer. */
export interface Offered {
  facts: ComplaintFacts;
  messages: readonly MessageRow[];
  /** The texts of each message, by its id. */
  texts: ReadonlyMap<string, MessageTexts>;
  /** In the firm's zone. */
  today: CivilDate;
}

/** The offer that a complaint's answer made; undefined where it made none. */
export function offerOf({ facts, messages, texts, today }: Offered, page: Language): Offer | undefined {
  const { result, answeredAt } = facts;
  if (result?.outcome !== 'settled' || answeredAt === undefined) return undefined;
  const offer = texts.get(result.decision)?.offer;
  if (!offer) return undefined;
  const { terms, effect, until, cents, currency = 'EUR' } = offer;
  const decided = messages.find(({ id }) => id === result.decision)?.accepted_at.getTime() ?? 0;
  const accepted = messages.some(
    ({ body, state, accepted_at }) =>
      body['what'] === 'offer-accepted' && state !== 'refused' && accepted_at.getTime() >= decided,
  );
  return {
    state: accepted ? 'accepted' : until < today ? 'over' : 'open',
    terms: paragraphsOf(terms),
    effect: effect === undefined ? undefined : paragraphsOf(effect),
    until,
    amount: cents === undefined ? undefined : formatAmount({ cents, currency }, page),
  };
}

/** A text's paragraphs, as it was typed. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

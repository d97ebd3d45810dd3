import type { MessageTexts } from '../../register/complaint-content.ts';
import { textsOfMessages } from '../../register/message-texts.ts';
import { lettersOf, messagesOf } from '../../register/queries.ts';
import type { LetterRow, MessageRow } from '../../register/tables.ts';
import { type Offer, offerOf } from './offer.ts';
import { type StandingName, standingOf } from './standing.ts';
import type { Visit } from './visit.ts';

/** What a page shows besides the complaint itself. */
export interface Contents {
  /** Those that have left for the complainant, or for who writes in their name, the last first. */
  letters: LetterRow[];
  messages: MessageRow[];
  /** The texts of each message, by its id. */
  texts: ReadonlyMap<string, MessageTexts>;
  offer: Offer | undefined;
  standing: StandingName;
  /** What the firm asked for and has not got, with the last day that it gave. */
  asked: { on: Date; missing: string[]; until: string | undefined } | undefined;
}

/** Reads what a page shows. */
export async function contentsOf({ dependencies, reference, situation, today, page }: Visit): Promise<Contents> {
  const { database } = dependencies.register;
  const all = (await lettersOf(database, reference)).filter(({ state }) => state === 'sent');
  const messages = await messagesOf(database, reference);
  const texts = await textsOfMessages(database, reference);
  const { facts } = situation;
  const offer = offerOf({ facts, messages, texts, today }, page);
  const asked = askedOf(all, messages, texts);
  const insurerAsked = facts.insurerReplied !== true && all.some(({ kind }) => kind === 'forwarding');
  return {
    letters: all.filter(({ recipient }) => recipient === 'complainant').toReversed(),
    messages,
    texts,
    offer,
    asked,
    standing: standingOf(facts, { offer, asked: asked !== undefined, insurerAsked }),
  };
}

/** The last letter that asked for something, unless something has come since, or staff have completed the file. */
function askedOf(
  letters: readonly LetterRow[],
  messages: readonly MessageRow[],
  texts: ReadonlyMap<string, MessageTexts>,
): Contents['asked'] {
  const letter = letters.findLast(({ kind }) => kind === 'missing-facts');
  const on = letter?.sent_at;
  if (!letter || !on) return undefined;
  const cameSince = messages.some(
    (message) => message.accepted_at > on && (message.body['what'] === 'information' || completesFile(message)),
  );
  if (cameSince) return undefined;
  const { missingFacts = [], answerBy } = texts.get(letter.occasion) ?? {};
  return { on, missing: missingFacts, until: answerBy };
}

function completesFile({ body, state }: MessageRow): boolean {
  return body['decision'] === 'complete-file' && state === 'applied';
}

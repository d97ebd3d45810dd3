import { formatAmount } from '../../../letters/format.ts';
import type { Language } from '../../../letters/letter.ts';
import type { MessageTexts } from '../../../register/complaint-content.ts';
import type { MessageRow } from '../../../register/tables.ts';
import type { Instant } from '../../../workflows/domain/time.ts';
import type { ComplaintInFull } from '../../complaints/complaint-in-full.ts';
import { shortDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { paragraphsOf } from './facts.ts';
import { type Telling, whatHappened, whoDid } from './journal.ts';

/** So long a message may be on its way before it is said that it waits, in milliseconds. */
const patience = 20_000;

/** A decision or something received that is on its way, or has just been looked after. */
export interface UnderWay {
  id: string;
  state: 'accepted' | 'kept' | 'applied' | 'refused';
  words: string;
  /** Asked again until it is settled. */
  waits: boolean;
}

/** How a message stands, in a sentence. */
export function standingOfMessage(row: MessageRow, telling: Telling, now: Instant): UnderWay {
  const { language } = telling;
  const waitsLong = row.state === 'accepted' && row.delivered_at === null && now - row.accepted_at.getTime() > patience;
  const state = waitsLong ? 'kept' : row.state;
  const words = message(language, `complaint.under-way.${state}`, {
    what: whatHappened(row.body, telling),
    reason: row.refusal === null ? '' : domainWord(language, 'refusals', row.refusal),
  });
  return { id: row.id, state, words, waits: row.state === 'accepted' };
}

/** What staff decided and what came in, with its texts; and how what is on its way stands. */
export interface MessagesShown {
  standing: UnderWay[];
  messages: ShownMessage[];
}

interface ShownMessage {
  id: string;
  what: string;
  who: string;
  at: Date;
  refused: string | undefined;
  texts: { name: string; paragraphs: string[] }[];
}

/**
 * @param asked the id of the message that somebody has just sent
 */
export function messagesShown(
  { messages, now }: ComplaintInFull,
  texts: ReadonlyMap<string, MessageTexts>,
  telling: Telling,
  asked: string,
): MessagesShown {
  const onTheirWay = messages.filter((row) => row.state === 'accepted' || row.id === asked);
  return {
    standing: onTheirWay.map((row) => standingOfMessage(row, telling, now)),
    messages: messages.map((row) => shownMessage(row, texts, telling)),
  };
}

/** A message with its texts. */
export function shownMessage(row: MessageRow, texts: ReadonlyMap<string, MessageTexts>, telling: Telling): ShownMessage {
  return {
    id: row.id,
    what: whatHappened(row.body, telling),
    who: whoDid(row.actor, telling),
    at: row.accepted_at,
    refused: row.refusal === null ? undefined : domainWord(telling.language, 'refusals', row.refusal),
    texts: textsShown(texts.get(row.id) ?? {}, telling.language),
  };
}

const plain = [
  'text',
  'statement',
  'reasons',
  'upheldPoints',
  'rejectedPoints',
  'measures',
  'situation',
  'answer',
  'whoAnswers',
] as const satisfies readonly (keyof MessageTexts)[];

/** The texts of a message by name, as staff wrote them. */
function textsShown(texts: MessageTexts, language: Language): ShownMessage['texts'] {
  const named = (name: string, paragraphs: string[]) =>
    paragraphs.length === 0 ? [] : [{ name: message(language, `decide.field.${name}`), paragraphs }];
  const day = (date: string) => shortDay(date, language);
  const amount = (cents: number | undefined, currency = 'EUR') =>
    cents === undefined ? [] : [formatAmount({ cents, currency }, language)];
  const { redress, offer, insurer, rightFirm, representative, missingFacts, answerBy, doneBy } = texts;
  return [
    ...plain.flatMap((name) => named(name, paragraphsOf(texts[name] ?? ''))),
    ...(redress ? named('redress', [`${amount(redress.cents, redress.currency)[0]}, ${day(redress.paidBy)}`]) : []),
    ...(offer
      ? named('offer.terms', [...paragraphsOf(offer.terms), ...amount(offer.cents, offer.currency), day(offer.until)])
      : []),
    ...(insurer ? named('insurer', [insurer.name]) : []),
    ...(rightFirm ? named('rightFirm', [rightFirm.name]) : []),
    ...(representative ? named('representative', [representative.name]) : []),
    ...named('missingFacts', missingFacts ?? []),
    ...(answerBy ? named('answerBy', [day(answerBy)]) : []),
    ...(doneBy ? named('doneBy', [day(doneBy)]) : []),
    ...(texts.editedLetters ?? []).flatMap((letter) => [
      {
        name: message(language, 'decide.edited-letter', { letter: domainWord(language, 'letters', letter.kind) }),
        paragraphs: paragraphsOf(letter.text),
      },
    ]),
  ];
}

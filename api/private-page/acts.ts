import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import { isOpen } from '../../workflows/domain/duties.ts';
import { isContestable, isNotTreatedFurther } from '../../workflows/domain/ending.ts';
import { judge, type Situation } from '../../workflows/domain/judge.ts';
import type { ReceivedKind } from '../../workflows/domain/messages.ts';
import { answeredWholeAt, wasAnswered } from '../../workflows/domain/parts.ts';
import type { Offer } from './offer.ts';

/** What somebody can do on their page; each is a page of its own, by this name. */
export const acts = ['accept', 'write', 'add', 'ask', 'disagree', 'withdraw'] as const;
export type Act = (typeof acts)[number];

/** What each comes to for the firm. */
export const whatOfAct = {
  add: 'information',
  write: 'written-complaint',
  ask: 'enquiry',
  accept: 'offer-accepted',
  disagree: 'disagreement',
  withdraw: 'withdrawal',
} as const satisfies Record<Act, ReceivedKind>;

/** What can be done now, in the order in which the page offers it. */
export function actsNow(situation: Situation, offer: Offer | undefined): Act[] {
  return acts.filter((act) => isAllowed(situation, act) && isSensible[act](situation, offer));
}

/** Whether the rules take such a message now. */
function isAllowed(situation: Situation, act: Act): boolean {
  return judge(situation, { signal: 'receive', body: { what: whatOfAct[act] } }, ['text']).allowed;
}

/** The rules take in whatever comes; a page offers what helps. */
const isSensible: Record<Act, (situation: Situation, offer: Offer | undefined) => boolean> = {
  add: () => true,
  write: () => true,
  // Who has asked already has a date for the answer.
  ask: ({ facts, duties }) => !isOver(facts) && !duties.some((duty) => duty.duty === 'enquiry-answer' && isOpen(duty)),
  accept: (_situation, offer) => offer?.state === 'open',
  disagree: ({ facts }) =>
    !facts.disagreed && !isElsewhere(facts) && (wasAnswered(facts) || isToldEnded(facts)) && !isToWrite(facts),
  // What is answered is withdrawn from nobody.
  withdraw: ({ facts }) => answeredWholeAt(facts) === undefined,
};

function isOver({ closure, closing }: ComplaintFacts): boolean {
  return closure !== undefined || closing !== undefined;
}

/** Whoever has gone on to the mediator or the court has said so already. */
function isElsewhere({ escalations }: ComplaintFacts): boolean {
  return escalations.some((target) => target !== 'insurer');
}

/** It ended without an answer, and the letter that says so has left. */
function isToldEnded(facts: ComplaintFacts): boolean {
  return facts.closure !== undefined && (isContestable(facts) || isNotTreatedFurther(facts));
}

/** Who never wrote does so, rather than disagree. */
function isToWrite({ oral, writing }: ComplaintFacts): boolean {
  return oral !== undefined && !writing;
}

import type { Language } from '../../../letters/letter.ts';
import { dutyWords } from '../../../letters/words.ts';
import type { OwedOfComplaint } from '../../../register/my-day.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import type { DutyName, DutyStatus } from '../../../workflows/domain/duties.ts';
import type { DecisionName } from '../../../workflows/domain/messages.ts';
import { isDecided, partAnsweredBy, resultOf } from '../../../workflows/domain/parts.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import { shortDay } from '../words/days.ts';
import { message } from '../words/words.ts';

/** What somebody is to do about a complaint next. */
export interface ToDo {
  words: string;
  /** What happens otherwise, or why it is not theirs to do: `part seul le lun. 12 oct. 2026`. */
  note?: string;
  /** The decision that does it, where one does. */
  decision?: DecisionName;
  /** The letter is written and waits in the post tray. */
  toPost?: true;
}

/** Doléance writes these by itself on their day, from what the file shows. */
const leavingByThemselves: readonly DutyName[] = [
  'acknowledgement',
  'interim-reply',
  'enquiry-answer',
  'insurer-chaser',
  'reminder-to-write',
  'never-written',
];

/** Doléance writes these at once. */
const leavingAtOnce: readonly DutyName[] = [
  'complaint-copy',
  'insurer-forwarding',
  'recourse-details',
  'escalation-notice',
  'decision-notice',
  'invitation-to-write',
  'mandate-request',
  'redirecting',
  'sending-on',
  'mediation-reminder',
];

const decisionFor: Partial<Record<DutyName, DecisionName>> = {
  acknowledgement: 'acknowledge-now',
  'interim-reply': 'interim-reply-now',
  'enquiry-answer': 'answer-enquiry',
  'final-response': 'resolve',
  'gdpr-response': 'resolve',
  'resolution-letter': 'resolve',
  'announced-date': 'resolve',
};

/** Where letters that wait for the post are printed and posted. */
export const postTray = '/desk/post';

/** The nearest thing to do: an approval waits for somebody whatever else is due, an insurer's reply unless something else is late or due today. */
export function toDo(
  facts: ComplaintFacts,
  owed: OwedOfComplaint | undefined,
  { today, language }: { today: CivilDate; language: Language },
): ToDo {
  const nearest = owed?.[0];
  const say = (key: string, values?: Record<string, unknown>) => message(language, `myDay.${key}`, values);
  if (facts.proposal) return { words: say('do.approve'), note: say('note.proposed'), decision: 'approve' };
  if (hasReply(facts) && (nearest === undefined || isAnswer(nearest) || nearest.dueOn > today))
    return { words: say('do.after-reply'), decision: 'resolve' };
  if (nearest === undefined) return { words: say('do.nothing') };
  if (nearest.toPost) return { words: say('do.post'), note: dutyWords[language][nearest.duty], toPost: true };
  const decision = decisionOf(facts, nearest);
  return {
    words: say(`do.${nearest.duty}`),
    ...noteOf(facts, nearest, { today, language }),
    ...(decision === undefined ? {} : { decision }),
  };
}

function isAnswer({ duty }: DutyStatus): boolean {
  return partAnsweredBy(duty) !== undefined || duty === 'announced-date';
}

/** The insurer has replied and nothing was decided since; the same as `hasReplyWaiting` of the register's filter. */
export function hasReply(facts: ComplaintFacts): boolean {
  const { insurerReplied, result, closing, proposal } = facts;
  return insurerReplied === true && result === undefined && closing === undefined && proposal === undefined;
}

function isUndecided(facts: ComplaintFacts, { duty }: DutyStatus): boolean {
  const part = partAnsweredBy(duty);
  return part === undefined ? !isDecided(facts) : resultOf(facts, part) === undefined;
}

function decisionOf(facts: ComplaintFacts, duty: DutyStatus): DecisionName | undefined {
  return isAnswer(duty) && !isUndecided(facts, duty) ? undefined : decisionFor[duty.duty];
}

function noteOf(
  facts: ComplaintFacts,
  duty: DutyStatus,
  { today, language }: { today: CivilDate; language: Language },
): { note?: string } {
  const say = (key: string, values?: Record<string, unknown>) => ({ note: message(language, `myDay.note.${key}`, values) });
  if (isAnswer(duty)) return say(isUndecided(facts, duty) ? 'undecided' : 'decided');
  if (leavingAtOnce.includes(duty.duty)) return say('at-once');
  if (!leavingByThemselves.includes(duty.duty)) return {};
  return duty.sendOn > today ? say('leaves', { day: shortDay(duty.sendOn, language) }) : say('leaves-today');
}

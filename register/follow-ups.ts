import type { OwedDuty } from '../workflows/domain/change.ts';
import { isOpen, lettersOfDuty } from '../workflows/domain/duties.ts';
import { isDecided } from '../workflows/domain/parts.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import type { KnownComplaint } from './complaints.ts';
import type { Rulebook } from './messages.ts';
import type { LetterRow } from './tables.ts';

/**
 * What a letter that has left gives rise to: the date that it gave is a duty of its own, an insurer that does not reply is reminded,
 * and who was asked to write is asked once more.
 *
 * @param sentOn the day on which it left, in the firm's zone: a letter that was posted after the day it gave counts from there
 */
export function followUps(complaint: KnownComplaint, letter: LetterRow, rulebook: Rulebook, sentOn: CivilDate): OwedDuty[] {
  const { facts } = complaint;
  if (facts.closing || facts.closure || isDecided(facts)) return [];
  switch (letter.duty) {
    case 'interim-reply':
      return letter.promised_on === null
        ? []
        : [{ duty: 'announced-date', letters: [], dueOn: letter.promised_on, occasion: `interim-reply-${letter.occasion}` }];
    case 'invitation-to-write':
      return facts.writing ? [] : [{ duty: 'reminder-to-write', letters: lettersOfDuty['reminder-to-write'] ?? [] }];
    case 'reminder-to-write':
      return facts.writing || letter.promised_on === null
        ? []
        : [{ duty: 'never-written', letters: [], dueOn: rulebook.closingDayAfter(letter.promised_on, sentOn) }];
    default:
      return asksTheInsurer(letter) ? chasers(complaint, letter, rulebook, sentOn) : [];
  }
}

/** The duty is done with its last letter, whichever that is: the insurer is chased where one of them asked it for a reply. */
function asksTheInsurer({ duty }: Pick<LetterRow, 'duty'>): boolean {
  return (
    duty === 'insurer-forwarding' || duty === 'insurer-chaser' || duty === 'recourse-details' || duty === 'escalation-notice'
  );
}

function chasers({ facts, duties }: KnownComplaint, letter: LetterRow, rulebook: Rulebook, sentOn: CivilDate): OwedDuty[] {
  if (letter.promised_on === null || facts.insurerReplied) return [];
  // A letter that came back, and is posted now, leaves the reminder that is planned already.
  if (duties.some((one) => one.duty === 'insurer-chaser' && isOpen(one))) return [];
  // A new request has its own reminders: only those since the last one count.
  const asked = duties.findLastIndex(
    ({ duty, doneAt }) => duty !== 'insurer-chaser' && doneAt !== undefined && asksTheInsurer({ duty }),
  );
  const sent = duties.slice(Math.max(0, asked)).filter(({ duty, doneAt }) => duty === 'insurer-chaser' && doneAt !== undefined);
  if (sent.length >= rulebook.chasersAtMost) return [];
  const dueOn = rulebook.chaserDueOn(letter.promised_on, sentOn);
  return [{ duty: 'insurer-chaser', letters: lettersOfDuty['insurer-chaser'] ?? [], dueOn }];
}

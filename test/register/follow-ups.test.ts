import { describe, expect, test } from '@jest/globals';
import type { KnownComplaint } from '../../register/complaints.ts';
import { followUps } from '../../register/follow-ups.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import type { LetterRow } from '../../register/tables.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { DutyName, DutyStatus } from '../../workflows/domain/duties.ts';
import { theProcedure } from '../procedures/altered-procedure.ts';
import { duty, facts } from '../workflows/domain/situations.ts';

const rules = rulebook(theProcedure());
const done = (name: DutyName, occasion: string): DutyStatus => duty(name, { occasion, doneAt: 1 });
const forwarded = done('insurer-forwarding', 'message-1');
const chased = [done('insurer-chaser', 'letter-1'), done('insurer-chaser', 'letter-2')];

/** What follows from a letter that left on a day, with the day that it gave. */
function following(
  name: DutyName,
  { given = '2026-06-02', sentOn = '2026-05-18' }: { given?: string | null; sentOn?: string },
  duties: DutyStatus[],
  known: Partial<ComplaintFacts> = {},
): string[] {
  const complaint = { facts: facts(known), duties } as KnownComplaint;
  const letter = { duty: name, occasion: 'first', promised_on: given } as LetterRow;
  return followUps(complaint, letter, rules, sentOn).map(({ duty, dueOn }) => `${duty} ${dueOn}`);
}

describe('an insurer that was asked', () => {
  test('is reminded two ouvrés after the day that it was given', () => {
    expect(following('insurer-forwarding', {}, [forwarded])).toEqual(['insurer-chaser 2026-06-04']);
  });

  test('and has replied already is not reminded', () => {
    expect(following('insurer-forwarding', {}, [forwarded], { insurerReplied: true })).toEqual([]);
  });

  test('is reminded twice at most', () => {
    expect(following('insurer-chaser', {}, [forwarded, ...chased.slice(0, 1)])).toHaveLength(1);
    expect(following('insurer-chaser', {}, [forwarded, ...chased])).toEqual([]);
  });

  test.each<DutyName>(['recourse-details', 'escalation-notice', 'insurer-forwarding'])(
    'anew, with %s, has reminders of its own',
    (name) => {
      const asked = [forwarded, ...chased, done(name, 'message-9')];
      expect(following(name, {}, asked)).toHaveLength(1);
      expect(following('insurer-chaser', {}, [...asked, done('insurer-chaser', 'letter-3')])).toHaveLength(1);
      expect(following('insurer-chaser', {}, [...asked, ...chased])).toEqual([]);
    },
  );

  test('by a letter that was posted after the day that it gave has the usual time from the posting', () => {
    expect(following('insurer-forwarding', { sentOn: '2026-06-15' }, [forwarded])).toEqual(['insurer-chaser 2026-07-01']);
  });

  test('by a letter that asked it for nothing is not reminded', () => {
    expect(following('recourse-details', { given: null }, [done('recourse-details', 'message-9')])).toEqual([]);
  });
});

describe('who was asked once more to write', () => {
  const reminder = (sentOn: string, known: Partial<ComplaintFacts> = {}) =>
    following('reminder-to-write', { given: '2026-06-10', sentOn }, [], { oral: 'invited', ...known });

  test('has until the day given', () => {
    expect(reminder('2026-05-27')).toEqual(['never-written 2026-06-11']);
  });

  test('has the whole time from the posting where the letter was posted after that day', () => {
    expect(reminder('2026-06-15')).toEqual(['never-written 2026-06-30']);
  });

  test('and has written meanwhile is not closed', () => {
    expect(reminder('2026-05-27', { writing: { receivedOn: '2026-05-26' } })).toEqual([]);
  });
});

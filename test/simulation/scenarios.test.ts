import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect } from '@jest/globals';
import { parse } from 'yaml';
import type { TimelineLine } from '../../simulation/lines.ts';
import { timelinePage } from '../../simulation/page/page.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { scenarioNames, scenarioText, storiesOfFile, type ToldStory } from './told-stories.ts';

/*
 * Every scenario of the documentation, told on one set of servers. The dates are counted by hand from the texts in
 * procedures/texts, the ACPR's and the GDPR's rules, and the public holidays; nothing here is taken from what the program says.
 *
 * Public holidays that matter, all of 2026: Easter Monday 6 April, 1 May, 8 May, Ascension 14 May, Whit Monday 25 May, 14 July; in
 * Guadeloupe besides 27 May. Without a day of sending, what runs from it runs from the receipt.
 */

/** What happens besides reminders, a line each: the day, what, and whom or what it is about. */
const expected: Record<string, string[]> = {
  // Jours ouvrables from 13 May: 15 16 18 19 20 21 22 23 26 27.
  'opticourtage-ordinary': [
    '2026-05-13 received',
    '2026-05-14 decision-applied assign: client-service',
    '2026-05-27 letter-sent acknowledgement complainant',
    '2026-07-01 decision-applied resolve: upheld',
    '2026-07-01 letter-sent upheld complainant',
    '2026-07-01 closed answered',
  ],
  // From the sending on Friday 27 February: 28 2 3 4 5 6 7 9 10 11 (ACPR), before 13 March, the firm's own. Ten jours ouvrés from 5 March
  // end on 19 March; two more, 20 and 23 March, until the insurer is reminded, and ten from there: 24 25 26 27 30 31 1 2 3 7 April.
  'opticourtage-insurer': [
    '2026-03-02 received',
    '2026-03-05 decision-applied set-responsibility: insurer',
    '2026-03-05 letter-sent forwarding insurer gives 2026-03-19',
    '2026-03-05 letter-sent forwarding-notice complainant gives 2026-03-19',
    '2026-03-11 letter-sent acknowledgement complainant',
    '2026-03-23 letter-sent chaser insurer gives 2026-04-07',
    '2026-03-26 decision-applied received: insurer-reply',
    '2026-04-02 decision-applied resolve: partly-upheld',
    '2026-04-02 letter-sent partly-upheld complainant',
    '2026-04-02 closed answered',
  ],
  // From the sending on Monday 12 January: 13 14 15 16 17 19 20 21 22 23 (ACPR), and two months: 12 March. The firm's own, from the
  // receipt on the 15th: 15 March. A limit is broken once its last day has ended.
  'opticourtage-late': [
    '2026-01-15 received',
    '2026-01-23 letter-sent acknowledgement complainant',
    '2026-03-12 letter-sent delay complainant gives 2026-04-12',
    '2026-03-13 breach final-response acpr: due on 2026-03-12',
    '2026-03-13 letter-sent breach-alert staff',
    '2026-03-16 breach final-response procedure: due on 2026-03-15',
    '2026-03-16 letter-sent breach-alert staff',
    '2026-03-24 decision-applied resolve: rejected',
    '2026-03-24 letter-sent rejected complainant',
    '2026-03-24 closed answered',
  ],
  // From Monday 1 June: 2 3 4 5 6 8 9 10 11 12.
  'opticourtage-gdpr': [
    '2026-06-01 received',
    '2026-06-01 letter-sent complaint-copy complainant',
    '2026-06-12 letter-sent gdpr-acknowledgement complainant',
    '2026-06-24 decision-applied extend-gdpr: 2026-07-31',
    '2026-06-24 letter-sent gdpr-extension complainant',
    '2026-07-28 decision-applied resolve: upheld',
    '2026-07-28 letter-sent gdpr-answer complainant',
    '2026-07-28 closed answered',
  ],
  // From Monday 7 September: 8 9 10 11 12 14 15 16 17 18. Registered after that: acknowledged at once, and two limits broken.
  'opticourtage-found-late': [
    '2026-09-07 received',
    '2026-10-26 breach acknowledgement acpr: due on 2026-09-18',
    '2026-10-26 breach acknowledgement procedure: due on 2026-09-18',
    '2026-10-26 letter-sent acknowledgement complainant',
    '2026-10-26 letter-sent breach-alert staff',
    '2026-11-05 decision-applied resolve: upheld',
    '2026-11-05 letter-sent upheld complainant',
    '2026-11-05 closed answered',
  ],
  'opticourtage-disagreement': [
    '2026-09-01 received',
    '2026-09-04 decision-applied resolve: rejected',
    '2026-09-04 letter-sent rejected complainant',
    '2026-09-04 closed answered',
    '2026-09-11 decision-applied received: disagreement',
    '2026-09-11 letter-sent recourse-details complainant',
    '2026-09-11 level-raised 1 → 2a',
    '2026-10-01 decision-applied received: mediator-accepted',
    '2026-10-01 level-raised 2a → 3',
  ],
  // Jours ouvrés from Monday 21 September: 22 23 24 25 28 29 30 1 2 5 October.
  'opticourtage-escalation': [
    '2026-09-01 received',
    '2026-09-04 decision-applied resolve: rejected',
    '2026-09-04 letter-sent rejected complainant',
    '2026-09-04 closed answered',
    '2026-09-11 decision-applied received: disagreement',
    '2026-09-11 letter-sent recourse-details complainant',
    '2026-09-11 level-raised 1 → 2a',
    '2026-09-21 decision-applied escalate: insurer',
    '2026-09-21 letter-sent escalation complainant gives 2026-10-05',
    '2026-09-21 letter-sent forwarding insurer gives 2026-10-05',
    '2026-10-02 decision-applied received: insurer-reply',
    '2026-10-16 decision-applied escalate: mediator',
    '2026-10-16 letter-sent escalation complainant',
    '2026-10-16 letter-sent escalation-to-insurer insurer',
    '2026-10-16 level-raised 2a → 3',
  ],
  // The month from Monday 1 June ends on Wednesday 1 July, the day on which the delay is written, a month ahead; acknowledged on the
  // tenth jour ouvrable, as above.
  'opticourtage-gdpr-too-late': [
    '2026-06-01 received',
    '2026-06-12 letter-sent gdpr-acknowledgement complainant',
    '2026-07-01 letter-sent delay complainant gives 2026-08-01',
    '2026-07-02 breach gdpr-response gdpr: due on 2026-07-01',
    '2026-07-02 letter-sent breach-alert staff',
    '2026-07-03 decision-refused extend-gdpr: 2026-07-31: The law’s month has ended, or nothing about personal data waits for an answer: it cannot be extended any more.',
    '2026-07-07 decision-applied resolve: upheld',
    '2026-07-07 letter-sent gdpr-answer complainant',
    '2026-07-07 closed answered',
  ],
  // A year from the complaint of 3 March 2026, and a month before that.
  'opticourtage-mediator-year': [
    '2026-03-03 received',
    '2026-03-10 decision-applied resolve: rejected',
    '2026-03-10 letter-sent rejected complainant',
    '2026-03-10 closed answered',
    '2027-02-03 letter-sent year-reminder complainant',
  ],
  // Ten jours ouvrés from 2 February: 3 4 5 6 9 10 11 12 13 16; ten from there: 17 18 19 20 23 24 25 26 27 2 March; closed the day after.
  'alter-ego-never-written': [
    '2026-02-02 received',
    '2026-02-02 letter-sent invitation-to-write complainant',
    '2026-02-16 letter-sent reminder-to-write complainant gives 2026-03-02',
    '2026-03-03 letter-sent never-written complainant',
    '2026-03-03 closed never-written',
  ],
  // From the writing on Wednesday 11 February: 12 13 14 16 17 18 19 20 21 23.
  'alter-ego-written-later': [
    '2026-02-04 received',
    '2026-02-04 letter-sent invitation-to-write complainant',
    '2026-02-12 decision-applied received: written-complaint, 2026-02-11',
    '2026-02-23 letter-sent acknowledgement complainant',
    '2026-03-20 decision-applied resolve: settled',
    '2026-03-20 letter-sent settled complainant',
    '2026-03-20 closed answered',
  ],
  'alter-ego-misdirected': [
    '2026-04-22 received',
    '2026-04-24 decision-applied redirect',
    '2026-04-24 letter-sent misdirected complainant',
    '2026-04-24 closed misdirected',
  ],
  'alter-ego-for-the-mediator': [
    '2026-04-15 received',
    '2026-04-16 decision-applied send-on-to-mediator',
    '2026-04-16 letter-sent sent-on complainant',
    '2026-04-16 letter-sent sent-on-to-mediator mediator by post',
    '2026-04-16 closed meant-for-mediator',
  ],
  // Jours ouvrables from Monday 12 January: 13 14 15 16 17 19 20 21 22 23 (ACPR), before the firm's ten jours ouvrés, 26 January. Forty
  // jours ouvrés: 4 until 16 January, 14 until the 30th, 34 until 27 February, 39 until 6 March, and Monday the 9th.
  '123-courtage-forty-days': [
    '2026-01-12 received',
    '2026-01-13 decision-applied assign: management-department',
    '2026-01-23 letter-sent ten-day-notice complainant',
    '2026-03-09 letter-sent interim-reply complainant gives 2026-03-12',
    '2026-03-10 decision-applied record-result: upheld',
    '2026-03-11 decision-applied resolve: upheld',
    '2026-03-11 letter-sent upheld complainant',
    '2026-03-11 closed answered',
  ],
  // Ten jours ouvrés from 5 March: 6 9 10 11 12 13 16 17 18 19; from 17 March: 18 19 20 23 24 25 26 27 30 31.
  '123-courtage-second-treatment': [
    '2026-03-03 received',
    '2026-03-05 decision-applied set-responsibility: insurer',
    '2026-03-05 letter-sent forwarding insurer gives 2026-03-19',
    '2026-03-05 letter-sent forwarding-notice complainant gives 2026-03-19',
    '2026-03-10 decision-applied resolve: rejected',
    '2026-03-10 letter-sent rejected complainant',
    '2026-03-10 closed answered',
    '2026-03-17 decision-applied received: disagreement',
    '2026-03-17 letter-sent recourse-details complainant gives 2026-03-31',
    '2026-03-17 letter-sent second-review-request insurer gives 2026-03-31',
    '2026-03-17 level-raised 1 → 2a',
    '2026-03-27 decision-applied received: insurer-reply',
    '2026-03-31 decision-applied resolve: partly-upheld',
    '2026-03-31 letter-sent partly-upheld complainant',
    '2026-03-31 closed answered',
  ],
  '123-courtage-lawyer': [
    '2026-10-05 received',
    '2026-10-05 letter-sent mandate-request complainant to who writes for the complainant',
    '2026-10-09 decision-applied received: mandate',
    '2026-10-14 decision-applied resolve: rejected',
    '2026-10-14 letter-sent rejected complainant',
    '2026-10-14 closed answered',
  ],
  // Werkdagen from Thursday 2 April: 3 7 8.
  'optimco-ordinary': [
    '2026-04-02 received',
    '2026-04-08 letter-sent acknowledgement complainant',
    '2026-04-27 decision-applied resolve: rejected',
    '2026-04-27 letter-sent rejected complainant',
    '2026-04-27 closed answered',
  ],
  // Werkdagen from Monday 7 September: 8 9 10; the week ends on the 14th.
  'optimco-within-a-week': [
    '2026-09-07 received',
    '2026-09-07 decision-applied answer-within-week',
    '2026-09-14 breach acknowledgement procedure: due on 2026-09-10',
    '2026-09-14 letter-sent acknowledgement complainant',
    '2026-09-14 letter-sent breach-alert staff',
    '2026-09-21 decision-applied resolve: upheld',
    '2026-09-21 letter-sent upheld complainant',
    '2026-09-21 closed answered',
  ],
  // Werkdagen from Wednesday 1 July: 2 3 6. The month ends on 1 August; reasons within it are no breach.
  'optimco-delay-with-reasons': [
    '2026-07-01 received',
    '2026-07-06 letter-sent acknowledgement complainant',
    '2026-07-27 decision-applied announce-delay: 2026-08-28',
    '2026-07-27 letter-sent delay complainant gives 2026-08-28',
    '2026-08-26 decision-applied resolve: upheld',
    '2026-08-26 letter-sent upheld complainant',
    '2026-08-26 closed answered',
  ],
  // As before; the month ends on 1 August, which 31 July is not later than.
  'optimco-delay-refused': [
    '2026-07-01 received',
    '2026-07-06 letter-sent acknowledgement complainant',
    '2026-07-27 decision-refused announce-delay: 2026-07-31: The new date must be later than today, than the last day for the answer, and than every date that was given before.',
    '2026-07-28 decision-applied announce-delay: 2026-08-28',
    '2026-07-28 letter-sent delay complainant gives 2026-08-28',
    '2026-08-26 decision-applied resolve: upheld',
    '2026-08-26 letter-sent upheld complainant',
    '2026-08-26 closed answered',
  ],
  // Jours ouvrables from Monday 18 May, without 25 and 27 May: 19 20 21 22 23 26 28 29 30 1 June.
  'almena-27-may': [
    '2026-05-18 received',
    '2026-06-01 letter-sent acknowledgement complainant',
    '2026-06-22 decision-applied resolve: upheld',
    '2026-06-22 letter-sent upheld complainant',
    '2026-06-22 closed answered',
  ],
  // From the sending on Monday 31 August: 1 2 3 4 5 7 8 9 10 11 (ACPR); printed three working days before: 10, 9, 8.
  'almena-by-post': [
    '2026-09-03 received',
    '2026-09-08 letter-sent acknowledgement complainant by post',
    '2026-10-12 decision-applied resolve: partly-upheld',
    '2026-10-12 letter-sent partly-upheld complainant by post',
    '2026-10-12 closed answered',
  ],
  // From Tuesday 20 January: 21 22 23 24 26 27 28 29 30 31, a Saturday: sent on the Friday. Two months: 20 March, which the firm's own
  // words extend and the ACPR's do not.
  'almena-enquiry-and-delay': [
    '2026-01-20 received',
    '2026-01-30 letter-sent acknowledgement complainant',
    '2026-02-16 decision-applied received: enquiry',
    '2026-02-18 decision-applied answer-enquiry',
    '2026-02-18 letter-sent progress-answer complainant',
    '2026-03-12 decision-applied announce-delay: 2026-04-10',
    '2026-03-12 letter-sent delay complainant gives 2026-04-10',
    '2026-03-21 breach final-response acpr: due on 2026-03-20',
    '2026-03-21 letter-sent breach-alert staff',
    '2026-04-08 decision-applied resolve: settled',
    '2026-04-08 letter-sent settled complainant',
    '2026-04-08 closed answered',
  ],
  'almena-by-telephone': [
    '2026-04-09 received',
    '2026-04-09 decision-applied acknowledge-now',
    '2026-04-09 letter-sent acknowledgement complainant',
    '2026-04-10 decision-applied invite-to-write',
    '2026-04-10 letter-sent invitation-to-write complainant',
    '2026-04-16 decision-applied received: written-complaint, 2026-04-14',
    '2026-05-29 decision-applied resolve: rejected',
    '2026-05-29 letter-sent rejected complainant',
    '2026-05-29 closed answered',
  ],
};

/** The last days of the duties, and who set them. */
const lastDays: Record<string, string[]> = {
  'opticourtage-ordinary': [
    'acknowledgement 2026-05-27 acpr',
    'acknowledgement 2026-05-27 procedure',
    'final-response 2026-07-13 acpr',
    'final-response 2026-07-13 procedure',
  ],
  // From the receipt on 2 March: 3 4 5 6 7 9 10 11 12 13.
  'opticourtage-insurer': [
    'acknowledgement 2026-03-11 acpr',
    'acknowledgement 2026-03-13 procedure',
    'insurer-forwarding 2026-03-07 procedure',
    'final-response 2026-04-27 acpr',
    'final-response 2026-05-02 procedure',
  ],
  'opticourtage-late': [
    'final-response 2026-03-12 acpr',
    'final-response 2026-03-15 procedure',
    'announced-date 2026-04-12 ours',
  ],
  'opticourtage-gdpr': ['gdpr-response 2026-07-31 gdpr', 'gdpr-response 2026-08-01 procedure'],
  'opticourtage-found-late': ['final-response 2026-11-07 acpr', 'final-response 2026-11-07 procedure'],
  'alter-ego-written-later': ['acknowledgement 2026-02-23 acpr', 'final-response 2026-04-11 acpr'],
  '123-courtage-forty-days': [
    'acknowledgement 2026-01-23 acpr',
    'acknowledgement 2026-01-26 procedure',
    'interim-reply 2026-03-09 procedure',
    'final-response 2026-03-12 acpr',
    'resolution-letter 2026-03-17 procedure',
  ],
  'optimco-ordinary': ['acknowledgement 2026-04-08 procedure', 'final-response 2026-05-02 procedure'],
  'almena-27-may': ['acknowledgement 2026-06-01 procedure', 'final-response 2026-07-18 procedure'],
  // From the call on 9 April: 10 11 13 14 15 16 17 18 20 21, and 9 June; from the writing on the 14th: 14 June.
  'almena-by-telephone': [
    'acknowledgement 2026-04-21 procedure',
    'final-response 2026-06-09 procedure',
    'final-response 2026-06-14 acpr',
  ],
};

/** On which day the digest first tells of what: five working days before, and again when it is late. */
const reminders: Record<string, string[]> = {
  // 20 21 22 26 27 May are five working days.
  'opticourtage-ordinary': ['2026-05-19 acknowledgement due on 2026-05-27'],
  // 6 9 10 11 12 March are five working days.
  'opticourtage-late': [
    '2026-01-16 acknowledgement due on 2026-01-23',
    '2026-03-05 final-response due on 2026-03-12, not decided yet',
    '2026-03-13 final-response overdue since 2026-03-12, not decided yet',
  ],
  'opticourtage-found-late': [
    '2026-10-27 unassigned since 2026-10-26',
    '2026-10-28 unassigned since 2026-10-26, alarm',
    '2026-11-02 final-response due on 2026-11-07, not decided yet',
  ],
};

const stories = storiesOfFile();
const told = new Map<string, ToldStory>();

beforeAll(async () => {
  if (outsideProgram('Temporal test server') === undefined) return;
  for (const name of scenarioNames) told.set(name, await stories.tell(scenarioText(name), name));
}, 300_000);

const testOnServer = testWith('Temporal test server');

function storyOf(name: string): ToldStory {
  const story = told.get(name);
  if (story === undefined) throw new Error(`${name} was not told`);
  return story;
}

describe('the scenarios of the documentation', () => {
  for (const [name, happenings] of Object.entries(expected))
    testOnServer(`${name}: what happens, on the days that the texts demand`, async () => {
      const lines = storyOf(name).lines.filter(({ event }) => event !== 'reminder');
      // What happens at one moment has no order that matters here.
      expect(lines.map(inShort).toSorted()).toEqual(happenings.toSorted());
    });

  for (const [name, days] of Object.entries(lastDays))
    testOnServer(`${name}: the last days of its limits`, async () => {
      const known = storyOf(name).story.duties.flatMap(({ duty, limits }) =>
        limits.map(({ dueOn, source }) => `${duty} ${dueOn} ${source}`),
      );
      expect(known).toEqual(expect.arrayContaining(days));
    });

  for (const [name, days] of Object.entries(reminders))
    testOnServer(`${name}: staff are reminded once when something comes near, and once when it is late`, async () => {
      const lines = storyOf(name).lines.filter(({ event }) => event === 'reminder');
      const known = lines.map(({ at, duty, detail }) => [at.slice(0, 10), duty, detail].filter(Boolean).join(' '));
      expect(known).toEqual(days);
      expect(lines.every(({ at, to }) => at.slice(11, 19) === '07:30:00' && to === 'staff')).toBe(true);
    });

  testOnServer('every scenario stands in the table of dates, and each procedure has three at least', async () => {
    expect(Object.keys(expected).toSorted()).toEqual(scenarioNames);
    const procedures = [...told.values()].map(({ scenario }) => scenario.procedure.id);
    const kinds = [...new Set(procedures)];
    expect(kinds.length).toBe(5);
    expect(kinds.filter((id) => procedures.filter((other) => other === id).length < 3)).toEqual([]);
  });

  testOnServer('lines are in the order of time, with the firm’s own offset to the second', async () => {
    for (const { lines } of told.values()) {
      const instants = lines.map(({ at }) => Date.parse(at));
      expect(instants).toEqual(instants.toSorted((one, other) => one - other));
      expect(lines.every(({ at }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:00$/.test(at))).toBe(true);
    }
    expect(storyOf('almena-27-may').lines[0]?.at).toBe('2026-05-18T21:30:00-04:00');
    expect(storyOf('opticourtage-found-late').lines.at(-1)?.at).toBe('2026-11-05T17:00:00+01:00');
  });

  testOnServer(
    'a letter of Doléance’s own accord leaves between eight and ten, and the same one at the same second again',
    async () => {
      const again = await stories.tell(scenarioText('opticourtage-insurer'), 'opticourtage-insurer');
      expect(again.lines).toEqual(storyOf('opticourtage-insurer').lines);
      const times = [...told.values()].flatMap(({ lines }) =>
        lines
          .filter(({ letter }) => letter === 'acknowledgement' || letter === 'interim-reply')
          .map(({ at }) => at.slice(11, 16)),
      );
      const byItself = times.filter((time) => time !== '13:30' && time !== '09:30');
      expect(byItself.length).toBeGreaterThan(8);
      expect(byItself.every((time) => time >= '08:00' && time < '10:00')).toBe(true);
    },
  );
});

describe('the documentation', () => {
  testOnServer('shows a story and what really comes of it', async () => {
    const text = readFileSync(new URL('../../docs/procedures/simulate.md', import.meta.url), 'utf8');
    const [, shownStory = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const [, shownLines = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    expect(parse(shownStory)).toEqual(parse(scenarioText('opticourtage-late')));
    const lines = shownLines.trim().split('\n');
    expect(lines).toEqual(storyOf('opticourtage-late').lines.map((line) => JSON.stringify(line)));
  });
});

describe('the page of a timeline', () => {
  testOnServer('stands alone: no script, and nothing to load from anywhere', async () => {
    for (const name of scenarioNames) {
      const page = pageOf(name);
      expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)/);
      expect(page).not.toMatch(/https?:/);
      expect(
        [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].every(([, address = '']) => /^(#n\d+|letter\.\w+)$/.test(address)),
      ).toBe(true);
    }
  });

  testOnServer('shows everything that happens: in both pictures by its number, and in the table with its date', async () => {
    for (const name of scenarioNames) {
      const page = pageOf(name);
      const numbers = [...page.matchAll(/<a href="#n(\d+)"/g)].map(([, number]) => Number(number));
      const all = storyOf(name).story.told.map((_, place) => place + 1);
      expect(numbers.toSorted((one, other) => one - other)).toEqual(all.flatMap((number) => [number, number]));
      expect([...page.matchAll(/<tr id="n(\d+)"/g)].map(([, number]) => Number(number))).toEqual(all);
    }
  });

  testOnServer('says dates in the firm’s language, and draws what is late as late', async () => {
    expect(pageOf('opticourtage-late')).toContain('mardi 24\u00a0mars 2026, 16:00');
    expect(pageOf('optimco-ordinary')).toContain('woensdag 8\u00a0april 2026');
    expect(pageOf('opticourtage-late')).toMatch(/<svg[^>]*class="picture"[\s\S]*class="bar late"/);
    const inTime = pageOf('opticourtage-ordinary').replace(/<ul class="legend">[\s\S]*<\/ul>/, '');
    expect(inTime).not.toContain('class="bar late"');
  });

  testOnServer('says in the firm’s language why something was refused', async () => {
    expect(pageOf('opticourtage-gdpr-too-late')).toContain('motif : le mois prévu par le RGPD est écoulé');
    expect(pageOf('optimco-delay-refused')).toContain('reden: de nieuwe datum moet later vallen dan vandaag');
  });

  testOnServer('has no English word in a French or Dutch picture', async () => {
    for (const name of scenarioNames) {
      const words = pageOf(name).replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/g, ' ');
      expect(
        /\b(due|answer|received|decision|complaint|upheld|undefined|the|not|with|first)\b.{0,60}/.exec(words)?.[0],
      ).toBeUndefined();
    }
  });
});

/** `2026-05-27 letter-sent acknowledgement complainant`; of a breach who set the limit and its last day, of a decision no made-up texts. */
function inShort({ at, event, duty, letter, to, detail }: TimelineLine): string {
  const told =
    event === 'received' ? undefined : detail?.replace(/; made up: .*$/, '').replace(/, (not-done-in-time|no-answer.*)$/, '');
  return [at.slice(0, 10), event, event === 'breach' ? duty : letter, to, told].filter(Boolean).join(' ');
}

function pageOf(name: string): string {
  const { scenario, story } = storyOf(name);
  return timelinePage(scenario, story, ({ about }) => (about.event === 'letter-sent' ? 'letter' : undefined));
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deadlinesAnswer } from '../../procedures/deadlines.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { complaintKinds } from '../../workflows/domain/complaint.ts';
import { classicTable, firmsWithTable, personalDataTable, strictest } from './golden-deadlines.ts';
import { goldenRows } from './golden-table.ts';
import { slowCount, slowDayAfter, slowMonths, withWeekday } from './slow-counting.ts';
import { type Firm, firms, slowDeadlines } from './slow-deadlines.ts';

const procedures = await loadProcedures();
const goldenFile = (name: string) => readFileSync(fileURLToPath(new URL(`../golden/${name}`, import.meta.url)), 'utf8');

function deadlines(procedure: string, received: string, { sent, kind }: { sent?: string; kind?: string } = {}) {
  return deadlinesAnswer(procedures, { procedure, received, sent, kind }).deadlines;
}

const columns = (answer: ReturnType<typeof deadlines>) =>
  answer.flatMap(({ dueOn, sendOn, limits }) => [`${withWeekday(dueOn)}, ${strictest(limits)}`, withWeekday(sendOn)]);

describe.each(firmsWithTable)('the golden table of %s', (firm) => {
  const file = `${firm}-classic.md`;

  test('is the one that the separate count makes', () => {
    expect(goldenFile(file)).toBe(classicTable(firm));
  });

  test.each(goldenRows(file).map(({ heading, cells }) => ({ heading, received: cells[0] ?? '', sent: cells[2] ?? '', cells })))(
    '$heading: received $received, sent $sent',
    ({ received, sent, cells }) => {
      expect(columns(deadlines(firm, received, sent === '–' ? {} : { sent }))).toEqual(cells.slice(3, -1));
    },
  );
});

describe('the golden table of complaints about personal data', () => {
  const file = 'personal-data.md';

  test('is the one that the separate count makes', () => {
    expect(goldenFile(file)).toBe(personalDataTable());
  });

  test.each(goldenRows(file).map(({ heading, cells }) => ({ firm: heading, received: cells[0] ?? '', cells })))(
    '$firm: received $received',
    ({ firm, received, cells }) => {
      const answer = deadlines(firm, received, { kind: 'gdpr' });
      expect(answer.map(({ duty }) => duty)).toEqual(['acknowledgement', 'gdpr-response']);
      expect(columns(answer)).toEqual(cells.slice(2));
    },
  );
});

describe.each(firms)('every deadline of %s', (firm) => {
  const anyDay = fc.integer({ min: 0, max: 30 * 365 }).map((days) => slowDayAfter('2023-03-01', days));
  const shown = (answer: ReturnType<typeof deadlines>) =>
    answer.map(({ duty, dueOn, sendOn, limits }) => ({ duty, dueOn, sendOn, limits: limits.map((limit) => limit.dueOn) }));

  test('agrees with a second, slower count, classic and about personal data', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.option(fc.integer({ min: 0, max: 60 })),
        fc.constantFrom('classic' as const, 'gdpr' as const),
        (received, underway, kind) => {
          const sent = underway === null ? {} : { sent: slowDayAfter(received, -underway) };
          const slow = slowDeadlines(firm, kind, { received, ...sent });
          expect(shown(deadlines(firm, received, { ...sent, kind }))).toEqual(
            slow.map(({ duty, dueOn, sendOn, limits }) => ({ duty, dueOn, sendOn, limits: limits.map((limit) => limit.dueOn) })),
          );
        },
      ),
    );
  });

  test('stands in a complaint of both kinds too: two clocks, each with its own limits', () => {
    for (const received of ['2026-05-13', '2026-12-24', '2027-01-31']) {
      const [classic, gdpr, both] = complaintKinds.map((kind) => deadlines(firm, received, { kind }));
      const limitOf = (answer: typeof classic, duty: string) => answer?.find((one) => one.duty === duty)?.limits;
      expect(limitOf(both, 'final-response')).toEqual(limitOf(classic, 'final-response'));
      expect(limitOf(both, 'gdpr-response')).toEqual(limitOf(gdpr, 'gdpr-response'));
      const acknowledgement = both?.find(({ duty }) => duty === 'acknowledgement')?.dueOn ?? '';
      const alone = [classic, gdpr].map((answer) => answer?.find(({ duty }) => duty === 'acknowledgement')?.dueOn ?? '');
      expect(acknowledgement).toBe(alone.toSorted()[0]);
    }
  });
});

describe('what a naive build forgets', () => {
  const everyDayOf2026 = Array.from({ length: 365 }, (_, index) => slowDayAfter('2026-01-01', index));

  test('ten jours ouvrés end one to five days after ten jours ouvrables on 363 of the 365 days of 2026', () => {
    const later = everyDayOf2026.map((received) => {
      const [acknowledgement] = deadlines('123-courtage', received);
      const due = (source: string) => Date.parse(acknowledgement?.limits.find((limit) => limit.source === source)?.dueOn ?? '');
      return (due('procedure') - due('acpr')) / 86_400_000;
    });
    expect(later.filter((days) => days >= 1 && days <= 5)).toHaveLength(363);
    expect(later.every((days) => days >= 0)).toBe(true);
  });

  test.each([
    ['30 days in metropolitan France', 'france', 30],
    ['43 days in Guadeloupe', 'guadeloupe', 43],
  ] as const)('forty jours ouvrés end after two months for %s of 2026', (_rule, calendar, days) => {
    const after = everyDayOf2026.filter((received) => slowCount(received, 40, 5, calendar) > slowMonths(received, 2));
    expect(after).toHaveLength(days);
  });

  test('on those 30 days the interim reply of 123 Courtage is pulled forward to the last day of the answer', () => {
    const pulled = everyDayOf2026.filter((received) => {
      const answer = deadlines('123-courtage', received);
      const interim = answer.find(({ duty }) => duty === 'interim-reply');
      const final = answer.find(({ duty }) => duty === 'final-response');
      expect((interim?.dueOn ?? '') <= (final?.dueOn ?? '')).toBe(true);
      return interim?.limits.some(({ source }) => source === 'ours') && interim.dueOn === final?.dueOn;
    });
    expect(pulled).toHaveLength(30);
  });
});

test.each<[Firm, string, string, string]>([
  ['123-courtage', '2026-05-13', 'acknowledgement', '2026-05-27'],
  ['123-courtage', '2026-09-14', 'interim-reply', '2026-11-09'],
  ['123-courtage', '2026-04-30', 'interim-reply', '2026-06-30'],
  ['alter-ego', '2026-12-14', 'acknowledgement', '2026-12-26'],
  ['optimco', '2026-07-20', 'acknowledgement', '2026-07-24'],
  ['optimco', '2026-05-12', 'acknowledgement', '2026-05-18'],
  ['optimco', '2026-12-24', 'acknowledgement', '2026-12-30'],
  ['optimco', '2026-01-31', 'final-response', '2026-02-28'],
  ['almena', '2026-05-15', 'acknowledgement', '2026-05-29'],
  ['almena', '2026-05-27', 'acknowledgement', '2026-06-08'],
])('%s, received %s: %s by %s, counted by hand on a calendar', (firm, received, duty, dueOn) => {
  expect(deadlines(firm, received).find((one) => one.duty === duty)?.dueOn).toBe(dueOn);
});

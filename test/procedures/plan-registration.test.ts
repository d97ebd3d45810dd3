import { expect, test } from '@jest/globals';
import { planRegistration } from '../../procedures/plan-registration.ts';
import { procedureOf } from './altered-procedure.ts';

const complaint = { reference: 'ALT-2026-000001', receivedOn: '2026-05-13', registeredOn: '2026-05-13' };
const planned = (firm: string, more: Partial<Parameters<typeof planRegistration>[1]>) =>
  planRegistration(procedureOf(firm), { ...complaint, kind: 'classic', ...more });
const lines = (duties: ReturnType<typeof planned>) =>
  duties.map(({ duty, dueOn, limits, letters }) => [duty, dueOn, limits[0]?.source, ...letters].join(' '));

test('both a complaint and about personal data, told by phone, Alter Ego owes an answer to each, and both acknowledgements', () => {
  expect(lines(planned('alter-ego', { kind: 'classic-and-gdpr', oral: 'taken' }))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^acknowledgement .* acknowledgement gdpr-acknowledgement$/),
      expect.stringMatching(/^final-response 2026-07-13 ours$/),
      expect.stringMatching(/^gdpr-response 2026-06-13 gdpr$/),
    ]),
  );
});

test.each([
  ['the regulator’s limits run from the first writing', { sentOn: '2026-05-11', firstWrittenOn: '2026-04-20' }, '2026-06-20'],
  ['from the complaint’s own where that was first', { sentOn: '2026-04-20', firstWrittenOn: '2026-05-11' }, '2026-06-20'],
  ['from an earlier one where the sending is unknown', { firstWrittenOn: '2026-04-20' }, '2026-06-20'],
])('%s', (_rule, dates, dueOn) => {
  const final = planned('opticourtage', dates).find(({ duty }) => duty === 'final-response');
  expect(final?.limits.map(({ source, dueOn }) => `${source} ${dueOn}`)).toEqual([`acpr ${dueOn}`, 'procedure 2026-07-13']);
});

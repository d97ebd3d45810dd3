import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultNewDate,
  latestGdprExtension,
  mediatorPeriod,
  planAnnouncedDate,
  planDuties,
  planOwnDuty,
  replanFinalResponse,
} from '../../procedures/plan-duties.ts';
import type { Procedure, ProcedureContent } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { Duty, DutyName } from '../../workflows/domain/duties.ts';
import { alteredProcedure, procedureOf, theProcedure } from './altered-procedure.ts';
import { slowDayAfter } from './slow-counting.ts';

const procedure = theProcedure();
const reference = 'OPT-2026-000123';
const classic = { reference, kind: 'classic' as const, receivedOn: '2026-05-13' };

describe('the duties from the start', () => {
  test('each has its occasion, its last instant and its second of the sending window, in the firm’s zone', () => {
    const [acknowledgement] = planDuties(procedure, classic);
    expect(acknowledgement).toMatchObject({
      duty: 'acknowledgement',
      occasion: 'first',
      dueOn: '2026-05-27',
      dueAt: Date.parse('2026-05-27T22:00:00Z'),
      sendOn: '2026-05-27',
      sendBy: Date.parse('2026-05-27T08:00:00Z'),
    });
    expect(acknowledgement?.sendAt).toBeGreaterThanOrEqual(Date.parse('2026-05-27T06:00:00Z'));
    expect(acknowledgement?.sendAt).toBeLessThan(Date.parse('2026-05-27T08:00:00Z'));
  });

  test('limits come strictest first, and the strictest is the due date', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom('classic' as const, 'gdpr' as const),
        (days, underway, kind) => {
          const receivedOn = slowDayAfter('2016-01-01', days);
          for (const duty of planDuties(procedure, {
            reference,
            kind,
            receivedOn,
            sentOn: slowDayAfter(receivedOn, -underway),
          })) {
            const due = duty.limits.map(({ dueOn }) => dueOn);
            expect(due).toEqual(due.toSorted());
            expect([duty.dueOn, duty.dueAt]).toEqual([duty.limits[0]?.dueOn, duty.limits[0]?.dueAt]);
            for (const limit of duty.limits) {
              expect(civilDateAt(limit.dueAt - 1, 'Europe/Paris')).toBe(limit.dueOn);
              expect(civilDateAt(limit.dueAt, 'Europe/Paris')).toBe(slowDayAfter(limit.dueOn, 1));
            }
            expect(duty.sendAt < duty.sendBy && duty.sendOn >= receivedOn).toBe(true);
          }
        },
      ),
    );
  });

  test('a limit that had passed before receipt stays due in the past and is acted on at once', () => {
    const late = planDuties(procedure, { ...classic, receivedOn: '2026-05-13', sentOn: '2026-02-02' });
    expect(late.map(({ duty, dueOn, sendOn }) => [duty, dueOn, sendOn])).toEqual([
      ['acknowledgement', '2026-02-13', '2026-05-13'],
      ['insurer-forwarding', '2026-05-20', '2026-05-20'],
      ['final-response', '2026-04-02', '2026-05-13'],
    ]);
    expect(late[2]?.limits.map(({ source, dueOn }) => [source, dueOn])).toEqual([
      ['acpr', '2026-04-02'],
      ['procedure', '2026-07-13'],
    ]);
  });

  test('a complaint cannot be sent after it was received', () => {
    expect(() => planDuties(procedure, { ...classic, sentOn: '2026-05-14' })).toThrow(RangeError);
  });

  test('a limit that runs from registration counts from that day', () => {
    const changed = alteredProcedure((content) => {
      for (const limit of content.timeLimits) limit.from = 'registered';
    });
    const [acknowledgement] = planDuties(changed, { ...classic, registeredOn: '2026-05-18' });
    expect(acknowledgement?.limits.map(({ rule, dueOn }) => [rule, dueOn])).toEqual([
      ['10 monToSatDays from sent (unknown: received)', '2026-05-27'],
      ['10 monToSatDays from registered', '2026-05-30'],
    ]);
  });

  test('a duty without a number in any text or law is left out', () => {
    const silent = alteredProcedure((content) => {
      content.timeLimits = [];
      content.regulators = [];
    });
    expect(planDuties(silent, classic)).toEqual([]);
  });

  test('switching an open question in the data switches the count', () => {
    const switched = alteredProcedure((content) => {
      for (const limit of content.regulators.flatMap(({ limits }) => limits)) limit.from = 'received';
    });
    const final = planDuties(switched, { ...classic, sentOn: '2026-05-01' }).find(({ duty }) => duty === 'final-response');
    expect(final?.dueOn).toBe('2026-07-13');
  });
});

describe('an interim reply after forty jours ouvrés', () => {
  const withInterimReply = alteredProcedure((content) => {
    content.timeLimits.push({
      duty: 'interim-reply',
      kinds: ['classic'],
      within: 40,
      unit: 'monToFriDays',
      from: 'received',
      sentence: 'après 40 jours ouvrés',
    });
  });
  const duty = (receivedOn: string, name: DutyName) => {
    const found = planDuties(withInterimReply, { ...classic, receivedOn }).find((one) => one.duty === name);
    if (found === undefined) throw new Error(`${name} is not planned`);
    return found;
  };

  test('stands before the final response in the plan and on its own day', () => {
    expect(planDuties(withInterimReply, { ...classic, receivedOn: '2026-09-14' }).map((one) => one.duty)).toEqual([
      'acknowledgement',
      'insurer-forwarding',
      'interim-reply',
      'final-response',
    ]);
    const interim = duty('2026-09-14', 'interim-reply');
    expect([interim.dueOn, interim.limits.length]).toEqual(['2026-11-09', 1]);
  });

  test('is pulled forward where it would land after the final response', () => {
    const interim = duty('2026-04-30', 'interim-reply');
    expect(interim.dueOn).toBe('2026-06-30');
    expect(interim.limits.map(({ source, dueOn, rule }) => [source, dueOn, rule])).toEqual([
      ['ours', '2026-06-30', 'not after the final response: 2 months from received'],
      ['procedure', '2026-07-01', '40 monToFriDays from received'],
    ]);
  });

  test('of all the receipt dates of 2026, thirty are pulled forward in France', () => {
    let pulled = 0;
    for (let day = '2026-01-01'; day < '2027-01-01'; day = slowDayAfter(day, 1)) {
      if (duty(day, 'interim-reply').limits.length > 1) pulled += 1;
    }
    expect(pulled).toBe(30);
  });
});

describe('duties that arise later', () => {
  test.each<[DutyName, string, string]>([
    ['recourse-details', '2026-05-21', '5 monToFriDays from disagreement'],
    ['enquiry-answer', '2026-05-21', '5 monToFriDays from enquiry'],
    ['escalation-notice', '2026-05-21', '5 monToFriDays from escalation'],
    ['decision-notice', '2026-05-18', '2 monToFriDays from decision'],
  ])('%s has the default of the data, marked as ours', (duty, dueOn, rule) => {
    const planned = planOwnDuty(procedure, { reference, duty, occasion: 'message-1', from: '2026-05-13' });
    expect(planned).toMatchObject({ duty, occasion: 'message-1', dueOn, limits: [{ source: 'ours', dueOn, rule }] });
  });

  test('a limit in the firm’s text goes before the default', () => {
    const withLetter = alteredProcedure((content) => {
      content.timeLimits.push({
        duty: 'resolution-letter',
        kinds: ['classic'],
        within: 5,
        unit: 'monToFriDays',
        from: 'result',
        sentence: 'Dans les cinq jours ouvrés',
      });
    });
    expect(planDuties(withLetter, classic).map(({ duty }) => duty)).not.toContain('resolution-letter');
    const letter = planOwnDuty(withLetter, { reference, duty: 'resolution-letter', occasion: 'first', from: '2026-05-13' });
    expect(letter.limits).toMatchObject([{ source: 'procedure', dueOn: '2026-05-21', rule: '5 monToFriDays from result' }]);
  });

  test('a duty without text or default is an error that names it', () => {
    expect(() => planOwnDuty(procedure, { reference, duty: 'interim-reply', occasion: 'first', from: '2026-05-13' })).toThrow(
      /interim-reply/,
    );
  });

  test('an announced date is kept on its day, or on the working day before', () => {
    const planned = planAnnouncedDate(procedure, { reference, occasion: 'delay-1', dueOn: '2026-08-15' });
    expect(planned).toMatchObject({
      duty: 'announced-date',
      occasion: 'delay-1',
      dueOn: '2026-08-15',
      sendOn: '2026-08-14',
      limits: [{ source: 'ours', rule: 'announced to the complainant' }],
    });
  });

  test('the new date of a delay is a month away where staff set none', () => {
    expect(defaultNewDate(procedure, '2026-07-13')).toBe('2026-08-13');
  });
});

describe('the answer after a reopening', () => {
  const original = finalResponse();
  const reopened = (reopenedOn: string) =>
    replanFinalResponse(procedure, { reference, occasion: 'reopening-1', original, reopenedOn });

  test('the same clock goes on while a limit is open, on its last day too', () => {
    expect(reopened('2026-06-01').limits).toEqual(original.limits);
    expect(reopened('2026-07-11').limits).toEqual(original.limits);
    expect(reopened('2026-07-11')).toMatchObject({
      duty: 'final-response',
      occasion: 'reopening-1',
      dueOn: '2026-07-11',
      sendOn: '2026-07-11',
    });
  });

  test('of two limits the one that is still open stays', () => {
    expect(reopened('2026-07-12').limits.map(({ source }) => source)).toEqual(['procedure']);
  });

  test('after the first clock a second answer has the limit of the data', () => {
    expect(reopened('2026-07-14').limits).toMatchObject([
      { source: 'ours', dueOn: '2026-08-14', rule: '1 month from reopening' },
    ]);
  });

  test('an answer about personal data too', () => {
    const [, gdpr] = planDuties(procedure, { ...classic, kind: 'gdpr' });
    if (gdpr === undefined) throw new Error('not planned');
    const second = replanFinalResponse(procedure, {
      reference,
      occasion: 'reopening-1',
      original: gdpr,
      reopenedOn: '2026-09-01',
    });
    expect(second).toMatchObject({ duty: 'gdpr-response', dueOn: '2026-10-01' });
  });

  function finalResponse(): Duty {
    const duty = planDuties(procedure, { ...classic, sentOn: '2026-05-11' }).find((one) => one.duty === 'final-response');
    if (duty === undefined) throw new Error('not planned');
    return duty;
  }
});

describe('the mediator’s period', () => {
  test.each([
    ['from the sending', '2026-05-13', '2026-05-11', { from: '2026-07-12', until: '2027-05-11' }],
    ['from receipt where the sending is unknown', '2026-05-13', undefined, { from: '2026-07-14', until: '2027-05-13' }],
    ['from the end of a short month', '2026-12-31', undefined, { from: '2027-03-01', until: '2027-12-31' }],
    ['over 29 February', '2028-02-29', undefined, { from: '2028-04-30', until: '2029-02-28' }],
  ])('runs %s: after two months without an answer, for one year in all', (_from, receivedOn, sentOn, period) => {
    expect(mediatorPeriod(procedure, { receivedOn, sentOn })).toEqual(period);
  });

  test('is not counted where the mediator’s own period is not known', () => {
    const noPeriod = alteredProcedure((content) => {
      content.recourse = [{ body: 'ombudsman', type: 'mediator' }];
    });
    expect(mediatorPeriod(noPeriod, { receivedOn: '2026-05-13' })).toBeUndefined();
  });

  test('is open at any time where nothing has to be waited for', () => {
    const anyTime = alteredProcedure(withoutWaiting);
    expect(mediatorPeriod(anyTime, { receivedOn: '2026-05-13' })).toEqual({ until: '2027-05-13' });
  });

  function withoutWaiting(content: ProcedureContent): void {
    for (const { period } of content.recourse) delete period?.withoutAnswerWithin;
  }
});

describe('an extended answer about personal data', () => {
  test('ends with the firm’s two months, though the law would give three', () => {
    expect(latestGdprExtension(procedure, { receivedOn: '2026-05-13' })).toBe('2026-07-13');
  });

  test('ends with the law’s three months where the firm promises nothing more', () => {
    const noCap = alteredProcedure((content) => {
      delete content.gdprExtensionCap;
    });
    expect(latestGdprExtension(noCap, { receivedOn: '2026-11-30' })).toBe('2027-02-28');
  });

  test('does not exist where the law does not apply', () => {
    const noLaw = alteredProcedure((content) => {
      content.regulators = [];
    });
    expect(latestGdprExtension(noLaw, { receivedOn: '2026-05-13' })).toBeUndefined();
  });
});

test('what was told by telephone has no limit that runs from the sending until somebody writes', () => {
  const told = { reference: 'OPT-2026-000001', kind: 'classic', receivedOn: '2026-05-13' } as const;
  const sources = (duties: ReturnType<typeof planDuties>) => duties.flatMap(({ limits }) => limits.map(({ source }) => source));
  expect(sources(planDuties(theProcedure(), { ...told, oral: true }))).not.toContain('acpr');
  expect(sources(planDuties(theProcedure(), { ...told, oral: true, sentOn: '2026-05-12' }))).toContain('acpr');
  expect(sources(planDuties(theProcedure(), told))).toContain('acpr');
});

describe('a default that runs from receipt', () => {
  const withDefault = alteredProcedure((content) => {
    content.defaults.push({
      duty: 'final-response',
      kinds: ['classic'],
      within: 3,
      unit: 'months',
      from: 'received',
      reason: 'test',
    });
  });
  const final = (firm: Procedure, received: { oral?: boolean } = {}) =>
    planDuties(firm, { ...classic, ...received })
      .find(({ duty }) => duty === 'final-response')
      ?.limits.map(({ source, rule }) => `${source}: ${rule}`);

  test('is not used where the text or a law has a number', () => {
    expect(final(withDefault)).toEqual(final(procedure));
  });

  test('stands in where neither has one, marked as ours', () => {
    const silent = alteredProcedure((content) => {
      content.timeLimits = [];
      content.regulators = [];
      content.defaults = JSON.parse(withDefault.content).defaults;
    });
    expect(final(silent)).toEqual(['ours: 3 months from received']);
  });

  test('holds for its own kind of complaint alone', () => {
    expect(planDuties(withDefault, { ...classic, kind: 'gdpr' }).map(({ duty }) => duty)).not.toContain('final-response');
  });

  test('gives a complaint told to 123 Courtage by telephone two months, and the supervisor’s once it is written', () => {
    const courtage = procedureOf('123-courtage');
    expect(final(courtage, { oral: true })).toEqual(['ours: 2 months from received']);
    expect(planDuties(courtage, { ...classic, oral: true, sentOn: '2026-05-12' }).at(-1)?.limits).toMatchObject([
      { source: 'acpr', dueOn: '2026-07-12' },
    ]);
  });

  test('gives a complaint about personal data to Alter Ego its acknowledgement', () => {
    const [acknowledgement] = planDuties(procedureOf('alter-ego'), { ...classic, kind: 'gdpr' });
    expect(acknowledgement).toMatchObject({ duty: 'acknowledgement', dueOn: '2026-05-27', limits: [{ source: 'ours' }] });
  });
});

describe('a complaint that is both classic and about personal data', () => {
  test('has the duties of both, each once', () => {
    const duties = planDuties(procedure, { ...classic, kind: 'classic-and-gdpr' }).map(({ duty }) => duty);
    expect(duties).toEqual(['acknowledgement', 'insurer-forwarding', 'final-response', 'gdpr-response']);
  });
});

describe('a limit that reasons told in time put off', () => {
  const extensions = (id: string, kind: 'classic' | 'gdpr') =>
    planDuties(procedureOf(id), { ...classic, kind }).flatMap(({ duty, limits }) =>
      limits.filter(({ extension }) => extension !== undefined).map(({ source }) => `${duty}: ${source}`),
    );

  test.each<[string, 'classic' | 'gdpr', string[]]>([
    ['almena', 'classic', ['final-response: procedure']],
    ['optimco', 'classic', ['final-response: procedure']],
    ['opticourtage', 'classic', []],
    ['123-courtage', 'classic', []],
    ['alter-ego', 'classic', []],
    ['opticourtage', 'gdpr', ['gdpr-response: gdpr']],
    ['almena', 'gdpr', ['gdpr-response: gdpr', 'gdpr-response: procedure']],
  ])('%s, %s: %j', (id, kind, marked) => {
    expect(extensions(id, kind)).toEqual(marked);
  });
});

test('a regulator’s rule without a number leads to no limit', () => {
  const belgium = procedureOf('optimco').regulators.find(({ id }) => id === 'belgium');
  expect(belgium?.limits[0]).toMatchObject({ duty: 'final-response', note: expect.stringContaining('as fast as possible') });
  const sources = planDuties(procedureOf('optimco'), classic).flatMap(({ limits }) => limits.map(({ source }) => source));
  expect(new Set(sources)).toEqual(new Set(['procedure']));
});

test.each([
  ['optimco', '2026-08-13'],
  ['almena', '2026-08-13'],
  ['alter-ego', '2026-08-13'],
  ['123-courtage', '2026-08-13'],
  ['opticourtage', '2026-07-13'],
])('%s can put an answer about personal data off to %s, if received on 13 May 2026', (id, latest) => {
  expect(latestGdprExtension(procedureOf(id), { receivedOn: '2026-05-13' })).toBe(latest);
});

import { describe, expect, test } from '@jest/globals';
import {
  type ErasureCase,
  type ErasureObstacle,
  firstDayOfErasure,
  latestEndErasable,
  obstaclesToErasure,
} from '../../procedures/erasure.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { duty, facts, standings } from '../workflows/domain/situations.ts';
import { alteredProcedure, procedureOf } from './altered-procedure.ts';

const france = procedureOf('opticourtage');
const belgium = procedureOf('optimco');

/** Written on 10 May 2026 by a consumer, answered, and closed on 1 July 2026. */
function ended(changed: Partial<ErasureCase> = {}): ErasureCase {
  return {
    facts: facts({ ...standings['answered and closed'], sentOn: '2026-05-10' }),
    duties: [duty('final-response', { doneAt: 1 })],
    capacity: 'consumer',
    closedOn: '2026-07-01',
    lastEventOn: undefined,
    messagesWaiting: 0,
    messagesUnread: 0,
    relativesGoingOn: [],
    ...changed,
  };
}

/** As a sentence: `limitation until 2031-07-01`. */
function told(obstacles: ErasureObstacle[]): string[] {
  return obstacles.map((one) =>
    [
      one.reason,
      'duty' in one ? one.duty : undefined,
      'reference' in one ? one.reference : undefined,
      one.until && `until ${one.until}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
}

function against(
  complaint: ErasureCase,
  today: string,
  { procedure = france, inForce }: { procedure?: Procedure; inForce?: Procedure } = {},
): string[] {
  return told(obstaclesToErasure(complaint, { procedure, inForce: inForce ?? procedure, today }));
}

describe('A person is erased only once nothing stands against it', () => {
  test.each<[sentence: string, complaint: ErasureCase, today: string, obstacles: string[]]>([
    [
      'every reason is told: a year to go to the mediator, five years to go to court',
      ended(),
      '2026-08-01',
      ['mediator-period until 2027-05-10', 'limitation until 2031-07-01'],
    ],
    [
      'on the mediator’s last day both stand',
      ended(),
      '2027-05-10',
      ['mediator-period until 2027-05-10', 'limitation until 2031-07-01'],
    ],
    ['on the day after, the limitation alone does', ended(), '2027-05-11', ['limitation until 2031-07-01']],
    ['on its last day the limitation stands', ended(), '2031-07-01', ['limitation until 2031-07-01']],
    ['on the day after, nothing does', ended(), '2031-07-02', []],
    [
      'whoever is no consumer has no way to the mediator',
      ended({ capacity: 'company' }),
      '2026-08-01',
      ['limitation until 2031-07-01'],
    ],
    [
      'a complaint about personal data alone has none either',
      ended({ facts: facts({ ...standings['answered and closed'], kind: 'gdpr' }) }),
      '2026-08-01',
      ['limitation until 2031-07-01'],
    ],
    [
      'what came after the end, such as the mediator’s opinion, is what the limitation is counted from',
      ended({ lastEventOn: '2027-03-15' }),
      '2032-03-15',
      ['limitation until 2032-03-15'],
    ],
    ['what came before the end is not', ended({ lastEventOn: '2026-06-01' }), '2031-07-02', []],
    [
      'while the complaint is open, nothing is counted from its end',
      ended({ facts: facts({ sentOn: '2026-05-10' }), closedOn: undefined }),
      '2026-06-01',
      ['open', 'mediator-period until 2027-05-10'],
    ],
    ['an open one stays, however old', ended({ facts: facts(), closedOn: undefined }), '2056-06-01', ['open']],
    [
      'with the mediator it stays too, though it was closed before',
      ended({ facts: facts({ ...standings['answered and closed'], stage: 'with-mediator', escalations: ['mediator'] }) }),
      '2056-06-01',
      ['with-mediator'],
    ],
    [
      'one that went to court stays: the register does not know how that ended',
      ended({ facts: facts({ ...standings['answered and closed'], stage: 'in-court', escalations: ['court'] }) }),
      '2056-06-01',
      ['in-court'],
    ],
    [
      'what is still owed after the end stands against it',
      ended({ duties: [duty('mediation-reminder'), duty('final-response', { void: 'answered' })] }),
      '2056-06-01',
      ['still-owed mediation-reminder'],
    ],
    ['so does what its workflow has not applied yet', ended({ messagesWaiting: 1 }), '2056-06-01', ['message-waiting']],
    ['so does what came in and nobody has read', ended({ messagesUnread: 1 }), '2056-06-01', ['message-unread']],
    [
      'so does a complaint that belongs to it and is not over',
      ended({ relativesGoingOn: ['OPT-2026-000009'] }),
      '2056-06-01',
      ['relative-going-on OPT-2026-000009'],
    ],
    [
      'an answer that was contested, and ended with the ways on, is over like any other',
      ended({ facts: facts({ ...standings['answered and closed'], stage: 'disagreed', disagreed: true }) }),
      '2031-07-02',
      [],
    ],
  ])('%s', (_sentence, complaint, today, obstacles) => {
    expect(against(complaint, today)).toEqual(obstacles);
  });

  test('in Belgium, where nobody knows the ombudsman’s period, for ten years', () => {
    expect(against(ended(), '2026-08-01', { procedure: belgium })).toEqual(['limitation until 2036-07-01']);
    expect(against(ended(), '2036-07-02', { procedure: belgium })).toEqual([]);
  });

  test('by the limitation periods in force, not by those of the version that the complaint keeps', () => {
    const kept = alteredProcedure((content) => {
      delete content.limitations;
    });
    const longer = alteredProcedure((content) => {
      for (const period of content.limitations ?? []) period.within = 72;
    });
    expect(against(ended(), '2028-01-01', { procedure: kept, inForce: longer })).toEqual(['limitation until 2032-07-01']);
  });

  test('never where the only limitation period is not in force yet, or where there is none for a part of the complaint', () => {
    const later = alteredProcedure((content) => {
      for (const period of content.limitations ?? []) period.holdsFrom = '2060-01-01';
    });
    expect(against(ended(), '2056-06-01', { procedure: later })).toEqual(['limitation-unknown']);
    const classicOnly = alteredProcedure((content) => {
      for (const period of content.limitations ?? []) period.kinds = ['classic'];
    });
    const both = ended({ facts: facts({ ...standings['answered and closed'], kind: 'classic-and-gdpr' }) });
    expect(against(both, '2056-06-01', { procedure: classicOnly })).toEqual(['limitation-unknown']);
  });

  test('never where no limitation period of the firm’s country is known', () => {
    const unknown = alteredProcedure((content) => {
      delete content.limitations;
    });
    expect(against(ended(), '2056-06-01', { procedure: unknown })).toEqual(['limitation-unknown']);
    expect(latestEndErasable(unknown, '2056-06-01')).toBeUndefined();
  });
});

describe('The first day on which it may be done', () => {
  const firstDay = (complaint: ErasureCase, today: string) =>
    firstDayOfErasure(obstaclesToErasure(complaint, { procedure: france, inForce: france, today }), today);

  test.each<[sentence: string, complaint: ErasureCase, today: string, day: string | undefined]>([
    ['is the day after the last that stands against it', ended(), '2026-08-01', '2031-07-02'],
    ['is today where nothing does', ended(), '2033-01-01', '2033-01-01'],
    ['is not known while the complaint is open', ended({ closedOn: undefined }), '2026-06-01', undefined],
    ['is not known while something is owed', ended({ duties: [duty('mediation-reminder')] }), '2026-08-01', undefined],
  ])('%s', (_sentence, complaint, today, day) => {
    expect(firstDay(complaint, today)).toBe(day);
  });

  test('and of what ended later than the shortest limitation allows nothing need be looked at', () => {
    expect(latestEndErasable(france, '2031-07-02')).toBe('2026-07-02');
    expect(latestEndErasable(belgium, '2031-07-02')).toBe('2021-07-02');
  });
});

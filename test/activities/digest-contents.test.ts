import { describe, expect, test } from '@jest/globals';
import { dayOfLastDigest, digestHorizon, digestsOf, type Watched } from '../../activities/digest-contents.ts';
import type { DigestEntry } from '../../letters/digest.ts';
import type { ListedAction } from '../../register/actions/list.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { alteredProcedure } from '../procedures/altered-procedure.ts';
import { duty, facts } from '../workflows/domain/situations.ts';

/** Two people with mailboxes of their own, and two who share one. */
const procedure = alteredProcedure((content) => {
  content.staff = [
    { id: 'ada', name: 'Ada Exemple', role: 'gestionnaire', email: 'ada@example.org' },
    { id: 'complaints-manager', name: 'Le responsable', role: 'responsable', email: 'reclamations@example.org' },
    { id: 'client-service', name: 'Le service clients', role: 'suivi', email: 'Reclamations@example.org' },
  ];
});

/** A Wednesday; Ascension Day follows. */
const today = '2026-05-13';
const nothing: Watched = {
  held: [],
  quarantined: [],
  unread: [],
  intakes: [],
  duties: [],
  approvals: [],
  open: [],
  postTray: [],
  insurers: [],
  mediator: [],
  actions: [],
};
const adas = facts({ caseHandler: 'ada' });

function mails(watched: Partial<Watched>) {
  const link = (reference: string) => `https://desk.example/${reference}`;
  return digestsOf(procedure, today, { ...nothing, ...watched }, link);
}

/** What the manager reads, who reads everything. */
function entries(watched: Partial<Watched>): DigestEntry[] {
  return mails(watched).find(({ person }) => person.id === 'complaints-manager')?.digest.entries ?? [];
}

function owed(name: DutyName, dueOn: CivilDate, changed: Partial<ComplaintFacts> = {}) {
  return { facts: facts({ caseHandler: 'ada', ...changed }), duty: duty(name, { dueOn }) };
}

describe('What came in and nobody has read', () => {
  const unread = (changed: Partial<ComplaintFacts> = {}, since = '2026-05-12T08:00:00Z') => ({
    facts: facts({ caseHandler: 'ada', ...changed }),
    since: Date.parse(since),
    count: 2,
  });

  test('stands there until somebody has read it, an alarm after a whole working day', () => {
    const since = ['2026-05-12T08:00:00Z', '2026-05-11T08:00:00Z', '2026-05-08T08:00:00Z'];
    expect(entries({ unread: since.map((one) => unread({}, one)) })).toMatchObject([
      { section: 'messages', since: '2026-05-12', messages: 2, alarm: false },
      { section: 'messages', since: '2026-05-11', alarm: true },
      { section: 'messages', since: '2026-05-08', alarm: true },
    ]);
  });

  test('is told to who is in charge and to the manager, and to nobody whom the complaint is about', () => {
    const readers = (changed: Partial<ComplaintFacts>) => mails({ unread: [unread(changed)] }).map(({ person }) => person.id);
    expect(readers({})).toEqual(['complaints-manager', 'ada']);
    expect(readers({ caseHandler: 'client-service', barred: ['ada'] })).not.toContain('ada');
  });
});

test('letters that are held back come first, since when and why, until they are released', () => {
  const held = [
    { facts: adas, heldAt: Date.parse('2026-05-10T23:30:00Z') },
    { facts: adas, heldAt: Date.parse('2026-05-12T08:00:00Z'), reason: 'wrong letterhead' },
  ];
  expect(entries({ held, duties: [owed('acknowledgement', '2026-05-12')] })).toMatchObject([
    { section: 'held', alarm: true, since: '2026-05-11', reason: undefined },
    { section: 'held', alarm: true, since: '2026-05-12', reason: 'wrong letterhead' },
    { section: 'overdue' },
  ]);
});

describe('a file in quarantine', () => {
  const found = (changed: Partial<ComplaintFacts> = {}) => ({
    facts: facts({ caseHandler: 'ada', ...changed }),
    foundAt: Date.parse('2026-05-11T22:30:00Z'),
  });

  test('is an alarm, since the day on which it was found in the firm’s zone, after what is held back and before what is late', () => {
    const held = [{ facts: adas, heldAt: Date.parse('2026-05-12T08:00:00Z') }];
    const duties = [owed('acknowledgement', '2026-05-12')];
    expect(entries({ held, quarantined: [found()], duties })).toMatchObject([
      { section: 'held' },
      { section: 'quarantine', reference: 'OPT-2026-000001', since: '2026-05-12', alarm: true },
      { section: 'overdue' },
    ]);
  });

  test('leads to its complaint, and says nothing of the file', () => {
    const [told] = entries({ quarantined: [found()] });
    expect(told).toEqual({
      section: 'quarantine',
      reference: 'OPT-2026-000001',
      link: 'https://desk.example/OPT-2026-000001',
      since: '2026-05-12',
      alarm: true,
    });
  });

  test('is told to the manager and to who is in charge, and to nobody whom the complaint is about', () => {
    const readers = (changed: Partial<ComplaintFacts>) => mails({ quarantined: [found(changed)] }).map(({ person }) => person.id);
    expect(readers({})).toEqual(['complaints-manager', 'ada']);
    expect(readers({ caseHandler: 'client-service', barred: ['ada'] })).not.toContain('ada');
    expect(readers({ barred: ['complaints-manager'] })).not.toContain('complaints-manager');
  });
});

describe('a result that waits for approval', () => {
  const proposedAt = Date.parse('2026-05-11T22:30:00Z');
  const pending = (dueOn?: CivilDate) => ({
    facts: adas,
    duty: 'final-response' as const,
    proposedAt,
    ...(dueOn ? { dueOn } : {}),
  });

  test.each([
    ['is told without alarm while its letter has time', '2026-05-20', false],
    ['alarms two working days before its letter is due', '2026-05-18', true],
    ['alarms once its letter is late', '2026-05-12', true],
    ['is told where no letter is due', undefined, false],
  ])('%s', (_rule, dueOn, alarm) => {
    expect(entries({ approvals: [pending(dueOn)] })).toMatchObject([{ section: 'approval', since: '2026-05-12', dueOn, alarm }]);
  });

  test('is told to whom the procedure has approve it, and to who is in charge', () => {
    const readers = mails({ approvals: [pending('2026-05-20')] }).map(({ person }) => person.id);
    expect(readers).toEqual(['complaints-manager', 'ada']);
  });
});

describe('somebody with a conflict of interest', () => {
  const about = (barred: string[]) => owed('acknowledgement', '2026-05-12', { caseHandler: 'client-service', barred });

  test('is told nothing of the complaint', () => {
    expect(mails({ duties: [about(['ada'])] }).map(({ person }) => person.id)).not.toContain('ada');
  });

  test('who manages complaints is stood in for by somebody else', () => {
    const readers = mails({ duties: [about(['complaints-manager'])] }).map(({ person }) => person.id);
    expect(readers).toEqual(['ada', 'client-service']);
  });

  test('is told where nobody else is left', () => {
    const everybody = ['ada', 'complaints-manager', 'client-service'];
    expect(mails({ duties: [about(everybody)] }).flatMap(({ person }) => person.id)).toContain('complaints-manager');
  });
});

describe('the digest looks ahead to the fifth working day', () => {
  test.each([
    ['on a Wednesday before Ascension Day', '2026-05-13', '2026-05-21', '2026-05-12'],
    ['on a Friday', '2026-05-29', '2026-06-05', '2026-05-28'],
    ['on the Tuesday after Whit Monday', '2026-05-26', '2026-06-02', '2026-05-22'],
  ])('%s', (_, day, horizon, lastDigest) => {
    expect(digestHorizon(procedure, day)).toBe(horizon);
    expect(dayOfLastDigest(procedure, day)).toBe(lastDigest);
  });
});

describe('what is owed', () => {
  test.each([
    ['today is due', '2026-05-13', 'due', false],
    ['in some days is due', '2026-05-20', 'due', false],
    ['since yesterday is late, and an alarm', '2026-05-12', 'overdue', true],
  ])('%s', (_, dueOn, section, alarm) => {
    expect(entries({ duties: [owed('acknowledgement', dueOn)] })).toMatchObject([{ section, alarm, dueOn }]);
  });

  test('carries the reference, the duty, the day, the reason and the link', () => {
    expect(entries({ duties: [owed('acknowledgement', '2026-05-15')] })).toEqual([
      {
        section: 'due',
        reference: 'OPT-2026-000001',
        link: 'https://desk.example/OPT-2026-000001',
        duty: 'acknowledgement',
        dueOn: '2026-05-15',
        rule: '5 monToSatDays from received',
        source: 'procedure',
        undecided: false,
        alarm: false,
      },
    ]);
  });

  const decided: Partial<ComplaintFacts> = { result: { outcome: 'upheld', decision: 'message-2' } };
  test.each<[string, DutyName, Partial<ComplaintFacts>, boolean]>([
    ['an answer without a result has still to be decided', 'final-response', {}, true],
    ['an answer whose letter is on its way has not', 'final-response', decided, false],
    ['an announced date without a result has', 'announced-date', {}, true],
    ['an announced date with a result has not', 'announced-date', decided, false],
    ['an answer about personal data is decided by itself', 'gdpr-response', { kind: 'classic-and-gdpr', ...decided }, true],
    ['an acknowledgement needs no decision', 'acknowledgement', {}, false],
  ])('%s', (_, name, changed, undecided) => {
    expect(entries({ duties: [owed(name, '2026-05-20', changed)] })).toMatchObject([{ undecided }]);
  });

  const ready = (dueOn: CivilDate) => ({
    duties: [owed('acknowledgement', dueOn)],
    postTray: [{ facts: adas, duty: 'acknowledgement' as const, occasion: 'first', letterDate: '2026-05-11', dueOn }],
  });
  test('is said once, in the post tray, while its letter only waits to be posted', () => {
    expect(entries(ready('2026-05-20')).map(({ section }) => section)).toEqual(['post-tray']);
  });
  test('is said to be late even so', () => {
    expect(entries(ready('2026-05-12')).map(({ section }) => section)).toEqual(['overdue', 'post-tray']);
  });
});

describe('a complaint that nobody is in charge of', () => {
  test.each([
    ['registered today is said without alarm', '2026-05-13', false],
    ['registered yesterday is said without alarm: no whole working day has passed', '2026-05-12', false],
    ['registered the day before yesterday is an alarm', '2026-05-11', true],
    ['registered on Saturday is an alarm, once Monday has passed', '2026-05-09', true],
  ])('%s', (_, registeredOn, alarm) => {
    expect(entries({ open: [facts({ registeredOn })] })).toMatchObject([{ section: 'unassigned', since: registeredOn, alarm }]);
  });

  test('is also one whose case handler has left the staff', () => {
    expect(entries({ open: [facts({ caseHandler: 'gone' })] })).toMatchObject([{ section: 'unassigned' }]);
  });

  test('is nothing to say once somebody is', () => {
    expect(mails({ open: [adas] })).toEqual([]);
  });
});

describe('a letter in the post tray', () => {
  test.each([
    ['is no alarm while two working days are left after today', '2026-05-18', false],
    ['is an alarm where its last day is one working day away', '2026-05-15', true],
    ['is an alarm where its last day, a Saturday, leaves only Friday to post it', '2026-05-16', true],
    ['is an alarm on its last day', '2026-05-13', true],
    ['is an alarm once its last day has passed', '2026-05-12', true],
    ['is no alarm where its duty has no day', undefined, false],
  ])('%s', (_, dueOn, alarm) => {
    const letter = { facts: adas, duty: 'decision-notice' as const, occasion: 'x', letterDate: '2026-05-11', dueOn };
    expect(entries({ postTray: [letter] })).toMatchObject([{ section: 'post-tray', since: '2026-05-11', alarm }]);
  });

  test('comes in the order in which it must be posted', () => {
    const letter = (dueOn: CivilDate | undefined) => ({
      facts: adas,
      duty: 'decision-notice' as const,
      occasion: 'x',
      letterDate: '2026-05-11',
      dueOn,
    });
    const days = entries({ postTray: [letter('2026-05-20'), letter(undefined), letter('2026-05-15')] });
    expect(days.map((entry) => entry.section === 'post-tray' && entry.dueOn)).toEqual(['2026-05-15', '2026-05-20', undefined]);
  });
});

describe('an insurer that has not replied', () => {
  test.each([
    ['is no alarm before the day that it was given', '2026-05-13', false],
    ['is an alarm after it', '2026-05-12', true],
    ['is no alarm where it was given none', undefined, false],
  ])('%s', (_, replyBy, alarm) => {
    // Half past midnight in Paris is still the day before in Greenwich.
    const insurers = [{ facts: adas, writtenAt: Date.parse('2026-04-28T22:30:00Z'), replyBy }];
    expect(entries({ insurers })).toMatchObject([{ section: 'insurer', since: '2026-04-29', alarm }]);
  });
});

describe('the time with the mediator', () => {
  test.each([
    ['is said when it comes into view', '2026-06-13', true, ['mediator']],
    ['is not repeated every day', '2026-06-12', false, []],
    ['is said again in its last days', '2026-05-21', false, ['mediator']],
  ])('%s', (_, until, comesIntoView, sections) => {
    const mediator = [{ facts: adas, time: { until, writtenOn: '2025-06-01' }, comesIntoView }];
    expect(entries({ mediator }).map(({ section }) => section)).toEqual(sections);
  });
});

describe('who is told what', () => {
  const adasDuty = owed('acknowledgement', '2026-05-15');
  const servicesDuty = owed('acknowledgement', '2026-05-18', { reference: 'OPT-2026-000002', caseHandler: 'client-service' });
  const nobodys = facts({ reference: 'OPT-2026-000003' });
  const readBy = (watched: Partial<Watched>) =>
    Object.fromEntries(mails(watched).map(({ person, digest }) => [person.id, digest.entries.map(({ reference }) => reference)]));

  test('the manager is told everything, everybody else what is theirs', () => {
    expect(readBy({ duties: [adasDuty, servicesDuty], open: [nobodys] })).toEqual({
      'complaints-manager': ['OPT-2026-000001', 'OPT-2026-000002', 'OPT-2026-000003'],
      ada: ['OPT-2026-000001'],
      'client-service': ['OPT-2026-000002'],
    });
  });

  test('who has nothing to be told gets no mail, and neither does anybody where there is nothing', () => {
    expect(readBy({ duties: [servicesDuty, adasDuty] })).toHaveProperty('ada');
    expect(readBy({ open: [nobodys] })).toEqual({ 'complaints-manager': ['OPT-2026-000003'] });
    expect(mails({})).toEqual([]);
  });

  test('two who share a mailbox share a mail that would be the same twice, and it names both', () => {
    const shared = mails({ duties: [servicesDuty] });
    expect(shared.map(({ person, digest }) => [person.id, digest.readers])).toEqual([
      ['complaints-manager', ['Le responsable', 'Le service clients']],
    ]);
  });

  test('two with mailboxes of their own each get theirs, though it says the same', () => {
    expect(Object.keys(readBy({ duties: [adasDuty] }))).toEqual(['complaints-manager', 'ada']);
  });
});

describe('corrective actions', () => {
  const action = (changed: Partial<ListedAction>): ListedAction =>
    ({
      id: 'an-id',
      number: 7,
      state: 'open',
      title: 'Relire la lettre',
      due_on: '2026-05-20',
      check_on: null,
      owner: null,
      ...changed,
    }) as ListedAction;

  test.each<[string, Partial<ListedAction>, object]>([
    ['one that is due soon', {}, { dueOn: '2026-05-20', alarm: false, title: 'Relire la lettre' }],
    ['one that is overdue', { state: 'overdue', due_on: '2026-05-12' }, { dueOn: '2026-05-12', alarm: true }],
    ['one to be looked at', { state: 'check-due', check_on: '2026-05-11' }, { checkOn: '2026-05-11', alarm: false }],
    ['one that did not work, and has nothing in its place', { state: 'not-effective' }, { alarm: true }],
    ['measures that were announced, whose words are not in the open', { title: null }, { dueOn: '2026-05-20' }],
  ])('the manager is told of %s', (_which, changed, expected) => {
    const told = entries({ actions: [action(changed)] });
    expect(told).toMatchObject([{ section: 'action', reference: '7', ...expected }]);
    expect('title' in (told[0] ?? {})).toBe(changed.title !== null);
  });

  test('everybody else is told of their own', () => {
    const told = mails({ actions: [action({ owner: 'ada' })] }).map(({ person }) => person.id);
    expect(told).toEqual(['complaints-manager', 'ada']);
    expect(mails({ actions: [action({})] }).map(({ person }) => person.id)).toEqual(['complaints-manager']);
  });
});

describe('What arrived and waits', () => {
  const intake = (changes: Partial<Watched['intakes'][number]> = {}): Watched['intakes'][number] => ({
    id: '0b8f3f9e-6f0c-4b63-9d2d-1a0c1a5c9f10',
    number: 12,
    receivedAt: Date.parse('2026-05-20T10:00:00+02:00'),
    dueOn: '2026-06-03',
    firmKnown: true,
    barred: [],
    ...changes,
  });
  const told = (day: string, intakes: Watched['intakes']) =>
    digestsOf(procedure, day, { ...nothing, intakes }, String, undefined, (id) => `/intakes/${id}`).map(({ person, digest }) => ({
      person: person.id,
      entries: digest.entries,
    }));

  test('is told to who answers for complaints once a whole working day has passed since its receipt, with its first limit', () => {
    expect(told('2026-05-21', [intake()])).toEqual([]);
    const [manager, ...others] = told('2026-05-22', [intake()]);
    expect(others).toEqual([]);
    expect(manager).toMatchObject({
      person: procedure.complaintsManager,
      entries: [{ section: 'intake', reference: '12', since: '2026-05-20', dueOn: '2026-06-03', alarm: true }],
    });
  });

  test('is told to somebody else where it is about that person', () => {
    const [first] = told('2026-05-22', [intake({ barred: [procedure.complaintsManager] })]);
    expect(first?.person).not.toBe(procedure.complaintsManager);
  });
});

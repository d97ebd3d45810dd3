import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { countedDays } from '../../procedures/counted-days.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { openAction } from '../../register/actions/actions.ts';
import { countActions } from '../../register/actions/counted.ts';
import { recordBreach } from '../../register/breaches.ts';
import { classifyComplaint } from '../../register/classification.ts';
import { annualReturn, complaintsOfReturn } from '../../register/statistics/annual-return.ts';
import { backfillStatistics } from '../../register/statistics/backfill.ts';
import { rebuildFigures, wrongFigures } from '../../register/statistics/figures.ts';
import type { Statistics } from '../../register/statistics/period-statistics.ts';
import { readStatistics } from '../../register/statistics/statistics.ts';
import { summary } from '../../register/statistics/summary.ts';
import { type Figure, firmMonthsOf, type RedressFigure } from '../../register/statistics/tallies.ts';
import { everything, type Viewer } from '../../register/viewer.ts';
import { answeredWholeAt } from '../../workflows/domain/parts.ts';
import { type ApiUnderTest, registered, startApi } from '../api/api-server.ts';
import { answer, closeByWithdrawal, decided, received, sendLetter, writeLetter } from '../api/drive.ts';

let api: ApiUnderTest;
let references: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  references = await lives(api);
});
afterAll(() => api.close());

const upheld = { decision: 'resolve', outcome: 'upheld', reasons: 'Le dossier le montre.', measures: 'Le contrat est corrigé.' };
const redress = { cents: 12_550, currency: 'EUR', paidBy: '2026-12-31' };
const offer = { terms: 'Un geste de 80 euros.', until: '2026-12-31', cents: 8_000, currency: 'EUR' };

/** Complaints of two firms with every kind of end, over three months. */
async function lives(api: ApiUnderTest): Promise<Record<string, string>> {
  api.setClock('2026-03-02T10:00:00+01:00');
  const paid = await registered(api, { product: 'home', reasonCategory: 'amount-paid' });
  const settled = await registered(api, { channel: 'letter', product: 'home' });
  const late = await registered(api, {});
  const withdrawn = await registered(api, { sender: 'lawyer' });
  const both = await registered(api, { kind: 'classic-and-gdpr' });
  const belgian = await registered(api, { procedure: 'optimco', language: 'nl' });
  const acknowledgement = { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' } as const;
  await sendLetter(api, paid, await writeLetter(api, paid, acknowledgement));
  api.setClock('2026-03-12T10:00:00+01:00');
  await answer(api, paid, { ...upheld, redress });
  await answer(api, settled, { decision: 'resolve', outcome: 'settled', reasons: 'Un geste.', offer });
  await closeByWithdrawal(api, withdrawn);
  api.setClock('2026-04-02T10:00:00+02:00');
  await received(api, settled, { what: 'offer-accepted' });
  const rules = { reference: late, duty: 'acknowledgement', occasion: 'first' } as const;
  for (const source of ['procedure', 'acpr'] as const) await recordBreach(api.register, { ...rules, source }, 'no-letter-sent');
  await sendLetter(api, late, await writeLetter(api, late, acknowledgement));
  await answer(api, both, { ...upheld, part: 'classic' });
  await received(api, both, { what: 'mediator-accepted' });
  await decided(api, paid, { decision: 'announce-measures', measures: 'Une relecture.', doneBy: '2026-06-30' });
  api.setClock('2026-05-04T10:00:00+02:00');
  const barred = await registered(api, { concernedStaff: ['client-service'], product: 'home' });
  return { paid, settled, late, withdrawn, both, belgian, barred };
}

const spring = { from: '2026-03-01', to: '2026-05-31' };
const of = (viewer: Viewer, more: object = {}): Promise<Statistics> =>
  readStatistics(api.register.database, { viewer, ...spring, ...more });

describe('figures', () => {
  test('are at every moment what the register says', async () => {
    expect(await wrongFigures(api.register.database)).toEqual([]);
  });

  test('a figure that was changed by hand is found, and made anew', async () => {
    const { database } = api.register;
    await sql`update figure set treated_in = 99 where reference = ${references['paid']}`.execute(database);
    expect(await wrongFigures(database)).toEqual([references['paid']]);
    expect(await rebuildFigures(database)).toBe(Object.keys(references).length);
    expect(await wrongFigures(database)).toEqual([]);
  });

  test('say the same as the rules that the register was written by', async () => {
    const rows = await api.register.database.selectFrom('complaint').selectAll().execute();
    for (const { reference, procedure, facts, received_on } of rows) {
      const { firm, calendar } = await api.library.procedureOf(reference);
      const at = answeredWholeAt(facts);
      const answeredOn = at === undefined ? null : civilDateAt(at, firm.timeZone);
      const treatedIn = answeredOn && countedDays(received_on, answeredOn, 'monToFriDays', calendar.days);
      const figure = await sql<Figure>`select * from figure where reference = ${reference}`.execute(api.register.database);
      expect(figure.rows[0]).toMatchObject({ procedure, answered_on: answeredOn, treated_in: treatedIn });
    }
  });

  test('count working days as the calendar of the firm does, over whole years', async () => {
    const { rows } = await sql<{ procedure: string; first: string; last: string; days: number }>`
      select procedure, first::date, last::date, working_days_between(first::date, last::date, holidays) as days
      from firm_calendar, (values ('2026-01-01', '2026-12-31'), ('2026-05-01', '2026-05-08'), ('2026-12-24', '2027-01-04'),
        ('2026-05-09', '2026-05-10'), ('2024-02-29', '2028-02-29')) as span (first, last)`.execute(api.register.database);
    expect(rows.length).toBe(25);
    for (const { procedure, first, last, days } of rows)
      expect([procedure, first, days]).toEqual([
        procedure,
        first,
        countedDays(first, last, 'monToFriDays', api.library.inForce(procedure)?.calendar.days ?? []),
      ]);
  });
});

describe('statistics', () => {
  test('kept by month say exactly what counting every complaint says', async () => {
    const { database } = api.register;
    const figures = await sql<Figure>`select * from figure_now`.execute(database);
    const amounts = await sql<RedressFigure>`
      select procedure, redress.kind, currency, cents, on_day from redress join complaint using (reference)`.execute(database);
    for (const [from, to] of [
      ['2026-03-01', '2026-05-01'],
      ['2026-04-01', '2026-04-01'],
      ['2025-01-01', '2026-12-01'],
    ] as const) {
      const counted = summary(
        firmMonthsOf(figures.rows, amounts.rows).filter(({ month }) => month <= to),
        from,
        to,
      );
      expect(await readStatistics(database, { viewer: everything, from, to })).toEqual(counted);
    }
  });

  test('count what was received, closed and is open at the end', async () => {
    expect(await of(everything)).toMatchObject({
      received: 7,
      byFirm: [
        { id: 'opticourtage', count: 6 },
        { id: 'optimco', count: 1 },
      ],
      byChannel: [
        { id: 'e-mail', count: 6 },
        { id: 'letter', count: 1 },
      ],
      byProduct: [
        { id: 'home', count: 3 },
        { id: null, count: 4 },
      ],
    });
    const { months } = await of(everything);
    expect(months.map(({ month, received }) => [month, received])).toEqual([
      ['2026-03-01', 6],
      ['2026-04-01', 0],
      ['2026-05-01', 1],
    ]);
  });

  test('say how each source’s limits were kept', async () => {
    const { timeliness } = await of(everything, { firms: ['opticourtage'] });
    const acknowledged = timeliness.find(({ duty, source }) => duty === 'acknowledgement' && source === 'acpr');
    expect(acknowledged).toMatchObject({ late: 1 });
    expect(timeliness.find(({ duty, source }) => duty === 'answer' && source === 'procedure')).toMatchObject({
      inTime: 2,
      late: 0,
    });
  });

  test('count from receipt to answer in working days', async () => {
    const { treatment } = await of(everything);
    expect(treatment).toEqual({ count: 2, median: 8, ninetiethPercentile: 8 });
  });

  test('know amounts once the answer is out, or the offer was accepted', async () => {
    const { redress } = await of(everything);
    expect(redress).toEqual([
      { kind: 'offer-accepted', currency: 'EUR', complaints: 1, cents: 8_000 },
      { kind: 'redress', currency: 'EUR', complaints: 1, cents: 12_550 },
    ]);
  });

  test('know who went to the mediator', async () => {
    expect((await of(everything)).mediation).toEqual([{ id: 'has-it', count: 1 }]);
  });

  test('count of a firm nothing for who does not see it', async () => {
    const belgian = await of({ firms: ['optimco'], staff: [] });
    expect([belgian.received, belgian.byFirm]).toEqual([1, [{ id: 'optimco', count: 1 }]]);
    expect((await of({ firms: ['optimco'], staff: [] }, { firms: ['opticourtage'] })).received).toBe(0);
  });

  test('leave out what somebody may not see: complaints about them', async () => {
    const them: Viewer = { firms: ['opticourtage'], staff: [{ procedure: 'opticourtage', id: 'client-service' }] };
    const [theirs, all] = [await of(them), await of({ firms: ['opticourtage'], staff: [] })];
    expect(all.received - theirs.received).toBe(1);
    expect(theirs.byProduct).toEqual([
      { id: 'home', count: 2 },
      { id: null, count: 3 },
    ]);
    expect(theirs.months.at(-1)).toMatchObject({ received: 0, open: (all.months.at(-1)?.open ?? 0) - 1 });
  });

  test('follow a change of what a complaint is about, which its journal tells', async () => {
    const { database, clock } = api.register;
    const reference = references['late'] ?? '';
    const given = { product: 'motor', rootCause: 'training' };
    const change = { reference, given, actor: 'tests', now: clock() };
    expect(await database.transaction().execute((queries) => classifyComplaint(queries, change))).toEqual(given);
    expect(await database.transaction().execute((queries) => classifyComplaint(queries, change))).toEqual({});
    expect((await of(everything)).byCause[0]).toEqual({ id: 'training', count: 1 });
    const lines = await database.selectFrom('journal').selectAll().where('reference', '=', reference).execute();
    expect(lines.filter(({ event }) => event === 'complaint-classified').map(({ detail }) => detail)).toEqual([
      { product: { before: null, after: 'motor' }, rootCause: { before: null, after: 'training' } },
    ]);
  });
});

describe('what earlier complaints have encrypted only', () => {
  test('is kept in plain once, the same as later ones keep by themselves', async () => {
    const { database } = api.register;
    const kept = await sql`select reference, part, kind, decision, cents, currency, on_day from redress order by 1`.execute(
      database,
    );
    const actions = await sql`select procedure, message, due_on from action`.execute(database);
    await sql`delete from redress`.execute(database);
    await sql`delete from action_complaint`.execute(database);
    await sql`alter table action_event disable trigger user`.execute(database);
    await sql`delete from action_event`.execute(database);
    await sql`delete from action`.execute(database);
    for (let time = 0; time < 2; time += 1)
      await backfillStatistics(api.register, (id) => api.library.inForce(id)?.firm.timeZone);
    expect(
      await sql`select reference, part, kind, decision, cents, currency, on_day from redress order by 1`.execute(database),
    ).toEqual(kept);
    expect((await sql`select procedure, message, due_on from action`.execute(database)).rows).toEqual(actions.rows);
  });
});

describe('the annual return', () => {
  test('has a row, and on its sheet the complaint, where redress came to be owed or the mediator was heard of after the closure', async () => {
    const { database } = api.register;
    const reference = references['withdrawn'] ?? '';
    await database.transaction().execute(async (queries) => {
      await sql`update complaint set insurer = 'late-redress' where reference = ${reference}`.execute(queries);
      await sql`insert into redress (reference, part, kind, decision, cents, currency, on_day, recorded_at)
        select reference, 'classic', 'offer-accepted', id, 5000, 'EUR', '2027-02-01', now() from message
        where reference = ${reference} limit 1`.execute(queries);
    });
    const asked = { viewer: everything, procedure: 'opticourtage', year: 2027 };
    const its = (await annualReturn(database, asked)).find(({ insurer }) => insurer === 'late-redress');
    expect(its).toMatchObject({ received: 0, closed: 0, open: 0, redress: [{ currency: 'EUR', cents: 5000 }] });
    const sheet = await complaintsOfReturn(database, asked);
    expect(sheet.map((one) => one.reference)).toContain(reference);
    await sql`delete from redress where reference = ${reference}`.execute(database);
  });

  test('counts no action whose complaints somebody may not see', async () => {
    const { database, clock } = api.register;
    const about = { reference: references['barred'] ?? '', procedure: 'opticourtage' };
    const action = { procedure: about.procedure, title: 'x', dueOn: '2026-06-30', complaints: [about.reference] };
    const doing = { actor: 'tests', now: clock() };
    await database.transaction().execute((queries) => openAction(queries, action, doing));
    const them: Viewer = { firms: 'all', staff: [{ procedure: about.procedure, id: 'client-service' }] };
    const period = { firms: [about.procedure], from: '2026-01-01', to: '2026-12-31' };
    const [all, theirs] = [
      await countActions(database, { viewer: everything, ...period }),
      await countActions(database, { viewer: them, ...period }),
    ];
    expect(all.opened - theirs.opened).toBe(1);
  });
});

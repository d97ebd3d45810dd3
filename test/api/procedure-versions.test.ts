import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { procedureInFull, procedureVersions } from '../../api/schemas/procedures.ts';
import { keepProcedureVersion } from '../../register/procedure-versions.ts';
import { alteredProcedure } from '../procedures/altered-procedure.ts';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { closeByWithdrawal } from './drive.ts';

let api: ApiUnderTest;
const stricter = alteredProcedure((content) => {
  for (const limit of content.timeLimits) if (limit.duty === 'acknowledgement') limit.within = 3;
});
const versions = '/api/procedures/opticourtage/versions';
const inForce = () => api.library.inForce('opticourtage')?.version ?? '';

// The stricter version was in force once: two complaints run on it still, one of them closed. A procedure that a firm gave up is kept too.
beforeAll(async () => {
  api = await startApi();
  const { database } = api.register;
  await keepProcedureVersion(database, { version: stricter.version, procedure: stricter.id, content: stricter.content });
  const earlier = [await registered(api), await registered(api)];
  await closeByWithdrawal(api, earlier[0] as string);
  await database
    .updateTable('complaint')
    .set({ procedure_version: stricter.version })
    .where('reference', 'in', earlier)
    .execute();
  await registered(api);
  const kept = new Date('2020-02-03T04:05:06Z');
  await database.updateTable('procedure_version').set({ kept_at: kept }).where('version', '=', stricter.version).execute();
  const content = JSON.stringify({ ...JSON.parse(stricter.content), id: 'given-up' });
  const version = `given-up@${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
  await keepProcedureVersion(database, { version, procedure: 'given-up', content });
});
afterAll(() => api.close());

describe('The versions of a procedure', () => {
  test('are listed, the latest first, with how many complaints run on each', async () => {
    const { status, body } = await api.get(versions);
    expect(status).toBe(200);
    expect(procedureVersions.safeParse(body).error).toBeUndefined();
    expect(body.items).toEqual([
      {
        version: inForce(),
        inForce: true,
        keptSince: expect.any(String),
        complaints: { open: 1, all: 1 },
        links: { self: `${versions}/${encodeURIComponent(inForce())}` },
      },
      {
        version: stricter.version,
        inForce: false,
        keptSince: '2020-02-03T04:05:06.000Z',
        complaints: { open: 1, all: 2 },
        links: { self: `${versions}/${encodeURIComponent(stricter.version)}` },
      },
    ]);
    expect(body.links).toEqual({
      self: '/api/procedures/opticourtage',
      deadlines: '/api/procedures/opticourtage/deadlines',
      versions,
    });
  });

  test('of a procedure that no complaint runs on are listed as well', async () => {
    const { body } = await api.get('/api/procedures/almena/versions');
    expect(body.items).toMatchObject([{ inForce: true, complaints: { open: 0, all: 0 } }]);
  });

  test('of a procedure that is in force no more are still listed', async () => {
    const { status, body } = await api.get('/api/procedures/given-up/versions');
    expect([status, body.items.length, body.items[0].inForce]).toEqual([200, 1, false]);
  });

  test('can each be read as a procedure, as it was', async () => {
    for (const { version, links } of (await api.get(versions)).body.items) {
      const { status, body } = await api.get(links.self);
      expect([status, body.version, body.links.self]).toEqual([200, version, links.self]);
      expect(procedureInFull.safeParse(body).error).toBeUndefined();
    }
    const read = (await api.get(`${versions}/${encodeURIComponent(stricter.version)}`)).body;
    expect(read.rules[0]).toMatchObject({ duty: 'acknowledgement', within: 3 });
  });

  test('can be read with the sign as it stands', async () => {
    expect((await api.get(`${versions}/${stricter.version}`)).status).toBe(200);
  });

  test('are those that complaints name', async () => {
    const [complaint] = (await api.get('/api/complaints?limit=1')).body.items;
    expect((await api.get(`${versions}/${encodeURIComponent(complaint.procedureVersion)}`)).status).toBe(200);
  });

  test.each([
    '/api/procedures/nobody/versions',
    '/api/procedures/No%00body/versions',
    `${versions}/opticourtage%40000000000000`,
    `${versions}/latest`,
    `${versions}/%00`,
    `/api/procedures/almena/versions/${encodeURIComponent(stricter.version)}`,
    `/api/procedures/%00/versions/${encodeURIComponent(stricter.version)}`,
  ])('are not found where there are none: %s', async (path) => {
    expect((await api.get(path)).status).toBe(404);
  });
});

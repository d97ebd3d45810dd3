import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registered } from '../api/api-server.ts';
import { applyAccepted } from '../api/drive.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const page = (reference: string) => `/desk/complaints/${reference}/conflict`;

function clientService(): Promise<SignedIn> {
  return desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'case-handler', staff: 'client-service' }] });
}

describe('Whoever declares a conflict of interest', () => {
  test('cannot read the complaint any more, by its page or in the register', async () => {
    const [person, reference] = [await desk.signIn(), await registered(desk)];
    expect((await person.get(page(reference))).status).toBe(200);
    expect((await person.post(page(reference))).status).toBe(303);
    expect((await person.get(page(reference))).status).toBe(404);
    expect((await person.get(`/desk/register?text=${reference}`)).text).not.toContain(`/desk/complaints/${reference}`);
  });

  test('is led there from the complaint, also where they only read it, and told whose it is', async () => {
    const [compliance, reference] = [
      await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'compliance' }] }),
      await registered(desk),
    ];
    expect((await compliance.get(`/desk/complaints/${reference}`)).text).toContain(`href="${page(reference)}"`);
    expect((await compliance.get(page(reference))).text).toContain('Dominique Exemple');
  });

  test('is barred from treating it, and no longer in charge', async () => {
    const reference = await registered(desk, { caseHandler: 'client-service' });
    const person = await clientService();
    await person.post(page(reference));
    await applyAccepted(desk, reference);
    const { body } = await desk.get(`/api/complaints/${reference}`);
    expect(body.caseHandler).toBeUndefined();
    const again = await desk.post(`/api/complaints/${reference}/decisions`, {
      decision: 'assign',
      caseHandler: 'client-service',
    });
    expect(again.body.reason).toBe('conflict-of-interest');
  });

  test('leaves it open to everybody else, with the declaration in its journal', async () => {
    const [person, other, reference] = [await desk.signIn(), await desk.signIn(), await registered(desk)];
    await person.post(page(reference));
    expect((await other.get(page(reference))).status).toBe(200);
    const { body } = await desk.get(`/api/complaints/${reference}/journal`);
    expect(body.items.at(-1)).toMatchObject({ event: 'conflict-declared', actor: person.login });
  });

  test('declares it once, however often the button is pressed', async () => {
    const [person, reference] = [await desk.signIn(), await registered(desk)];
    const statuses = await Promise.all([person.post(page(reference)), person.post(page(reference))]);
    expect(statuses.map(({ status }) => status).sort()).toEqual(expect.arrayContaining([303]));
    const { body } = await desk.get(`/api/complaints/${reference}/journal`);
    expect(body.items.filter(({ event }: { event: string }) => event === 'conflict-declared')).toHaveLength(1);
  });
});

test('whom the complaint is about, by its registration, cannot read it', async () => {
  const reference = await registered(desk, { concernedStaff: ['client-service'] });
  expect((await (await clientService()).get(page(reference))).status).toBe(404);
  expect((await (await desk.signIn()).get(page(reference))).status).toBe(200);
});

describe('What came in before it became a complaint, or was added to one, is hidden with that complaint', () => {
  const arrived = { procedure: 'opticourtage', channel: 'letter', message: { text: 'Votre gestionnaire ne répond pas.' } };
  const fields = {
    language: 'fr',
    sender: 'private-person',
    complainant: { name: 'Dominique Exemple', email: 'd@example.org' },
    reason: 'Voir.',
  };
  const kept = async (): Promise<string> => (await desk.post('/api/intakes', arrived)).body.id;

  test.each<[rule: string, decision: () => Promise<object>]>([
    [
      'where whom it is about is first said when it is registered',
      async () => ({ decision: 'register', fields: { ...fields, concernedStaff: ['client-service'] } }),
    ],
    [
      'where it is added to a complaint about somebody',
      async () => ({ decision: 'add-to-complaint', reference: await registered(desk, { concernedStaff: ['client-service'] }) }),
    ],
  ])('%s', async (_rule, decision) => {
    const id = await kept();
    const person = await clientService();
    expect((await person.get(`/desk/intakes/${id}`)).status).toBe(200);
    const { status, body } = await desk.post(`/api/intakes/${id}/decisions`, await decision());
    expect([status, body.errors]).toEqual([200, undefined]);
    expect((await person.get(`/desk/intakes/${id}`)).status).toBe(404);
    expect((await (await desk.signIn()).get(`/desk/intakes/${id}`)).status).toBe(200);
  });

  test('where a conflict of interest is declared afterwards', async () => {
    const id = await kept();
    const person = await desk.signIn();
    const { body } = await desk.post(`/api/intakes/${id}/decisions`, { decision: 'register', fields });
    expect((await person.get(`/desk/intakes/${id}`)).status).toBe(200);
    await person.post(page(body.complaint));
    expect((await person.get(`/desk/intakes/${id}`)).status).toBe(404);
    expect((await person.get('/desk/intakes?state=registered')).text).not.toContain(id);
  });
});

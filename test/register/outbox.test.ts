import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { applyMessage } from '../../register/messages.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { type OutgoingMessage, Relay } from '../../register/relay.ts';
import { decide, type GivenRegister, givenRegister, register } from './given.ts';

let given: GivenRegister;
let delivered: OutgoingMessage[];
/** Complaints whose workflow cannot be reached. */
let away: Set<string>;
beforeEach(async () => {
  given = await givenRegister();
  delivered = [];
  away = new Set();
});
afterEach(() => given.close());

function relay(): Relay {
  return new Relay(given.register, async (message) => {
    if (away.has(message.reference)) throw Object.assign(new Error('14 UNAVAILABLE: to dominique@example.org'), { code: 14 });
    delivered.push(message);
  });
}

async function deliverAll(...relays: Relay[]): Promise<void> {
  for (;;) {
    const results = await Promise.all(relays.map((one) => one.deliverBatch()));
    if (results.every((result) => result.delivered === 0)) return;
  }
}

const bodies = (reference: string) =>
  delivered.filter((message) => message.reference === reference).map(({ body }) => body['decision'] ?? body['what']);

async function threeDecisions(reference: string): Promise<void> {
  await decide(given, reference, { decision: 'acknowledge-now' });
  await decide(given, reference, { decision: 'assign', caseHandler: 'client-service' });
  await decide(given, reference, { decision: 'withdraw' });
}

const inOrder = ['registered', 'acknowledge-now', 'assign', 'withdraw'];

describe('what was accepted', () => {
  test('is delivered once, per complaint in the order of acceptance, by however many relays', async () => {
    const references = [await register(given), await register(given), await register(given)];
    for (const reference of references) await threeDecisions(reference);
    await deliverAll(relay(), relay(), relay());
    for (const reference of references) expect(bodies(reference)).toEqual(inOrder);
  });

  test('waits behind what could not be delivered, while other complaints go on', async () => {
    const stuck = await register(given);
    const other = await register(given);
    for (const reference of [stuck, other]) await threeDecisions(reference);
    away.add(stuck);
    const one = relay();
    const batches = [];
    for (let batch = 0; batch < 4; batch += 1) batches.push(await one.deliverBatch());
    // One attempt, then a pause for that complaint alone.
    expect(batches).toEqual([
      { delivered: 1, failed: 1, code: '14' },
      ...Array.from({ length: 3 }, () => ({ delivered: 1, failed: 0 })),
    ]);
    expect([bodies(stuck), bodies(other)]).toEqual([[], inOrder]);
    away.clear();
    await given.register.database
      .updateTable('message')
      .set({ retry_at: new Date(0) })
      .where('reference', '=', stuck)
      .execute();
    await deliverAll(one);
    expect(bodies(stuck)).toEqual(inOrder);
  });

  test('is delivered again by the next relay if the first ended before it had marked it', async () => {
    const reference = await register(given);
    const dies = new Relay(given.register, async (message) => void delivered.push(message), {
      checkpoint: () => {
        throw new Error('killed');
      },
    });
    await expect(dies.deliverBatch()).rejects.toThrow('killed');
    await deliverAll(relay());
    expect(bodies(reference)).toEqual(['registered', 'registered']);
    expect(new Set(delivered.map(({ id }) => id)).size).toBe(1);
  });

  test('is applied once, and a repetition tells the same outcome', async () => {
    const reference = await register(given);
    const accepted = await decide(given, reference, { decision: 'acknowledge-now' });
    if (!accepted.accepted) throw new Error(accepted.reason);
    const procedure = given.library.inForce('opticourtage');
    if (procedure === undefined) throw new Error('opticourtage is missing');
    const message = { reference, id: accepted.id, signal: 'decide' as const };
    const first = await applyMessage(given.register, message, rulebook(procedure));
    const again = await applyMessage(given.register, message, rulebook(procedure));
    expect([first.outcome, again.outcome]).toEqual([
      { id: accepted.id, state: 'applied' },
      { id: accepted.id, state: 'applied' },
    ]);
    expect(again.standing.facts).toEqual(first.standing.facts);
    expect(Object.keys(again.standing)).toEqual(['facts', 'duties']);
  });
});

import { afterAll, beforeAll, describe, expect, test as plainTest } from '@jest/globals';
import type { ActivityInput } from '../../simulation/at-complaint-time.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { type ComplaintCase, type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { ordinaryTexts, paris } from '../helpers/lifecycle-wanted.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { type Account, accountOf } from './helpers/account.ts';
import { eventually } from './helpers/eventually.ts';
import { type Happening, type LetterOccasion, letterOccasions } from './helpers/letter-occasions.ts';

/*
 * What can go wrong on a letter's way, for every kind of letter: an attempt that ends where a killed worker's would, and a mail server
 * that is silent or says no. All complaints live side by side, and in wall time: what a worker's death itself changes is tried in
 * worker.test.ts, with real processes.
 */

const test = testWith('Temporal test server');
const limit = 240_000;

/** What happens to one letter. */
interface Plight {
  plight: string;
  /** Where its attempts end, one after the other. */
  attemptsEndAt: string[];
  /** The mail server takes it and never says so, once. */
  silent?: boolean;
  /** The mail server will never take it. */
  refused?: boolean;
}

const plights: Plight[] = [
  { plight: 'before and after its row', attemptsEndAt: ['letter-before-row', 'letter-after-row'], silent: true },
  { plight: 'after the mail server’s answer', attemptsEndAt: ['letter-after-answer'] },
  { plight: 'refused', attemptsEndAt: [], refused: true },
];
const [died, unproven, refused] = plights as [Plight, Plight, Plight];

interface Case extends LetterOccasion {
  suffering: Plight;
  complaint: ComplaintCase;
  /** Where the letter goes, and no other of its time. */
  address: string;
  accepted: string[];
}

let lifecycle: Lifecycle;
let account: Account;
const cases: Case[] = [];
/** The faults that are still to come, by reference. */
const toCome = new Map<string, { kind: LetterKind; attemptsEndAt: string[] }>();
const silentFor = new Set<string>();
const refusedFor = new Set<string>();

beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program === undefined) return;
  lifecycle = await openLifecycle('skipping', { program, checkpoint: endAttempt, smtpTimeoutSeconds: 4 });
  // Silent once: a letter that is tried again finds the server well.
  lifecycle.mail.silence = (recipient) => silentFor.delete(recipient);
  lifecycle.mail.refusal = (recipient) => (refusedFor.has(recipient) ? 550 : undefined);
  const planned = letterOccasions.flatMap((occasion) => plights.map((suffering) => ({ occasion, suffering })));
  const atRegistration = planned.filter(({ occasion }) => occasion.by === undefined);
  for (const { occasion, suffering } of planned.filter((one) => !atRegistration.includes(one))) {
    const one = await register(occasion, suffering);
    await one.complaint.deliver();
    for (const happening of occasion.before ?? []) {
      await one.complaint.rest();
      await letHappen(one, happening);
    }
    await one.complaint.rest();
  }
  for (const { occasion, suffering } of atRegistration) await register(occasion, suffering);
  for (const one of cases) arm(one);
  for (const one of cases) await letHappen(one, one.by);
  for (const { complaint } of cases) await complaint.rest(limit);
  const mails = lifecycle.mail.received.map(({ raw }) => Buffer.from(raw));
  account = await accountOf(
    lifecycle.register,
    new Map(cases.map(({ complaint, accepted }) => [complaint.reference, accepted])),
    mails,
  );
}, limit);
afterAll(() => lifecycle?.close(), limit);

async function register(occasion: LetterOccasion, suffering: Plight): Promise<Case> {
  const address = `${occasion.kind}-${plights.indexOf(suffering)}@example.org`;
  const complaint = await lifecycle.registerOnly({
    received: '2026-05-13 18:30',
    ...occasion.wanted,
    content: { email: address },
    ...(occasion.wanted?.mandate ? { representative: { name: 'Camille Modèle', salutation: 'lawyer', email: address } } : {}),
  });
  const one = { ...occasion, suffering, complaint, address, accepted: [] };
  cases.push(one);
  return one;
}

function arm({ kind, suffering, complaint, address }: Case): void {
  toCome.set(complaint.reference, { kind, attemptsEndAt: [...suffering.attemptsEndAt] });
  const own = isForTheInsurer(kind) ? insurerAddress(address) : address;
  if (suffering.silent) silentFor.add(own);
  if (suffering.refused) refusedFor.add(own);
}

function endAttempt(point: string, { reference, kind }: ActivityInput): void {
  const fault = toCome.get(reference);
  if (fault?.kind !== kind || fault?.attemptsEndAt[0] !== point) return;
  fault.attemptsEndAt.shift();
  throw new Error(`The attempt ends at ${point}.`);
}

async function letHappen({ complaint, address, accepted }: Case, happening: Happening | undefined): Promise<void> {
  if (happening === undefined) return complaint.deliver();
  if ('moment' in happening) return complaint.jumpTo(happening.moment);
  if ('posted' in happening)
    return complaint.recordPosting(await complaint.letter(happening.posted), paris(await complaint.now()));
  const acceptance = await complaint.accept(happening, textsFor(address));
  if (!acceptance.accepted) throw new Error(`${happening.signal} was not accepted: ${acceptance.reason}`);
  accepted.push(acceptance.id);
  await complaint.deliver();
}

function textsFor(address: string) {
  return { ...ordinaryTexts, text: 'Ce que j’ai à dire.', insurer: { ...ordinaryTexts.insurer, email: insurerAddress(address) } };
}

const insurerAddress = (address: string) => address.replace('example.org', 'example.com');
const isForTheInsurer = (kind: LetterKind) =>
  ['forwarding', 'chaser', 'second-review-request', 'escalation-to-insurer'].includes(kind);
/** The mediator’s mailbox is unconfirmed, so that letters go there by post. */
const byPost: LetterKind[] = ['sent-on-to-mediator'];

function caseOf(kind: LetterKind, suffering: Plight): Case {
  const found = cases.find((one) => one.kind === kind && one.suffering === suffering);
  if (!found) throw new Error(`There is no case of ${kind}.`);
  return found;
}

async function onlyRow(complaint: ComplaintCase, kind: LetterKind) {
  const rows = (await complaint.letterRows()).filter((row) => row.kind === kind);
  expect(rows).toHaveLength(1);
  return complaint.letter(kind);
}

plainTest('every kind of letter to anybody but staff is tried', () => {
  expect(letterOccasions.map(({ kind }) => kind).toSorted()).toEqual(
    letterKinds.filter((kind) => kind !== 'breach-alert').toSorted(),
  );
});

test('nothing was lost, doubled without a word, or left out, whatever happened to the letters', async () => {
  expect(account.faults).toEqual([]);
});

describe.each(letterOccasions.map(({ kind }) => kind))('%s', (kind) => {
  test('whose attempts end before and after its row, and between its data and their answer, is written once and leaves', async () => {
    const { complaint } = caseOf(kind, died);
    expect((await onlyRow(complaint, kind)).state).toBe(byPost.includes(kind) ? 'awaiting-post' : 'sent');
    expect(account.possiblyDuplicated[complaint.reference]).toEqual(byPost.includes(kind) ? [] : [kind]);
  });

  test('whose attempt ends before the mail server’s answer is written down, leaves again with the same bytes, journalled', async () => {
    const { complaint } = caseOf(kind, unproven);
    expect((await onlyRow(complaint, kind)).state).toBe(byPost.includes(kind) ? 'awaiting-post' : 'sent');
    expect(account.possiblyDuplicated[complaint.reference]).toEqual(byPost.includes(kind) ? [] : [kind]);
  });

  test('that the mail server will never take goes by post, and the day of posting is its evidence', async () => {
    const { complaint } = caseOf(kind, refused);
    const letter = await onlyRow(complaint, kind);
    expect(letter.state).toBe('awaiting-post');
    await eventually(`${kind} is posted`, async () => {
      await complaint.post(letter, paris(await complaint.now()));
      return true;
    });
    const { state, posted_on } = await complaint.letter(kind);
    expect([state, posted_on]).toEqual(['sent', paris(await complaint.now()).slice(0, 10)]);
  });
});

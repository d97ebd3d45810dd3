import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createApi } from '../../api/app.ts';
import { decisionExamples } from '../../api/openapi/decision-examples.ts';
import { escalationExamples } from '../../api/openapi/examples.ts';
import { decisionNames } from '../../api/schemas/message-view.ts';
import { loadClassification } from '../../procedures/classification.ts';
import { loadQuestionnaires } from '../../procedures/questionnaires.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { ChangeFeed } from '../../register/change-feed.ts';
import { readLetterContent } from '../../register/letters.ts';
import { Outcomes } from '../../register/outcomes.ts';
import type { LetterRow } from '../../register/tables.ts';
import { escalationTargets } from '../../workflows/domain/complaint.ts';
import { noAttachments } from '../attachments/no-attachments.ts';
import type { ComplaintCase } from '../helpers/lifecycle.ts';
import { lifecycleOfFile } from '../helpers/lifecycle-of-file.ts';
import { type ComplaintWanted, paris } from '../helpers/lifecycle-wanted.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { deskSettings, token } from './api-server.ts';

/*
 * A preview is held against the truth: the letters that the workflow, the relay and the activities write and send when the same
 * decision is taken at the same moment.
 */

const test = testWith('Temporal test server');
const { lifecycle, complainAs } = lifecycleOfFile();
const complain = complainAs({ received: '2026-05-13 18:30' });

let server: Server;
let now = 0;

beforeAll(async () => {
  if (outsideProgram('Temporal test server') === undefined) return;
  const register = { ...lifecycle().register, clock: () => now };
  const app = createApi({
    register,
    library: lifecycle().library,
    directory: await loadRecourseDirectory(),
    classification: await loadClassification(),
    questionnaires: await loadQuestionnaires(),
    attachments: noAttachments(register),
    outcomes: new Outcomes(register),
    changes: new ChangeFeed(register),
    tokens: [{ token, name: 'Test desk' }],
    desk: deskSettings,
    log: pino({ level: 'silent' }),
    publicUrl: 'http://127.0.0.1',
    readiness: async () => ({ database: true, temporal: true, searchAttributes: true, worker: true }),
  });
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
});
afterAll(() => void server?.close());

async function post(complaint: ComplaintCase, path: string, body: unknown): Promise<{ status: number; body: any }> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/complaints/${complaint.reference}/${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Takes a decision through the API at the complaint's own moment; ends when the workflow has come to rest. */
async function take(complaint: ComplaintCase, path: string, body: unknown): Promise<void> {
  now = await complaint.now();
  const { status, body: answer } = await post(complaint, path, body);
  if (status !== 202) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  await complaint.deliver();
  await complaint.rest();
}

/** What a letter comes to for who reads it. */
interface Read {
  kind: string;
  recipient: string;
  language: string;
  way: string;
  letterDate: string;
  to: unknown;
  subject: string;
  html: string;
  text: string;
}

async function read(complaint: ComplaintCase, row: LetterRow): Promise<Read> {
  const { subject, html, text, to } = await readLetterContent(complaint.database, row);
  const { kind, recipient, language, way, letter_date: letterDate } = row;
  return { kind, recipient, language, way, letterDate, to: JSON.parse(JSON.stringify(to)), subject, html, text };
}

/** Previews a decision, takes it, and gives the letters of both; letters by post are posted, as others may follow them. */
async function bothWays(complaint: ComplaintCase, path: string, body: unknown): Promise<{ foreseen: Read[]; written: Read[] }> {
  const earlier = (await complaint.letterRows()).map(({ id }) => id);
  now = await complaint.now();
  const { status, body: preview } = await post(complaint, `${path}/preview`, body);
  expect([status, preview.items?.filter((item: { missing?: unknown }) => item.missing)]).toEqual([200, []]);
  await take(complaint, path, body);
  const added = async () =>
    (await complaint.letterRows()).filter(({ id, kind }) => !earlier.includes(id) && kind !== 'breach-alert');
  for (;;) {
    const waiting = (await added()).find(({ state }) => state === 'awaiting-post');
    if (!waiting) break;
    await complaint.post(waiting, paris(await complaint.now()));
  }
  const written = await Promise.all((await added()).map((row) => read(complaint, row)));
  // What may be worded otherwise is offered with the preview alone.
  const foreseen = (preview.items as (Read & { editable?: string })[]).map(({ editable, ...letter }) => letter);
  return { foreseen, written };
}

const byKind = (letters: Read[]) => letters.toSorted((one, other) => (one.kind < other.kind ? -1 : 1));

/** What a decision needs before it can be taken: another complaint than the usual one, something that has happened, another day. */
interface Given {
  wanted?: Partial<ComplaintWanted>;
  first?: (complaint: ComplaintCase) => Promise<unknown>;
  /** Without it, a letter at the least is expected. */
  silent?: true;
}

const reject = { decision: 'resolve', outcome: 'rejected', reasons: 'Les faits ne sont pas établis.' };
const acknowledge = { decision: 'acknowledge-now' };
const decide = (body: unknown) => (complaint: ComplaintCase) => take(complaint, 'decisions', body);
const isAnswered: Given = { first: decide(reject) };
const isAcknowledged: Given = { first: decide(acknowledge) };
const aboutData: Given = { wanted: { kind: 'gdpr' } };
const courtage: Given = { wanted: { procedure: '123-courtage' } };
const insurer = { name: 'Exemple Assurances', email: 'reclamations@example.com', address: ['1 rue Exemple', '75001 PARIS'] };
const forward = {
  decision: 'set-responsibility',
  responsibility: 'insurer',
  insurer,
  reasons: 'La garantie relève de l’assureur.',
};
const none: Given = { silent: true };

const given: Record<string, Given> = {
  assign: isAcknowledged,
  classify: { ...isAcknowledged },
  firmResponsible: none,
  answerWithinWeek: { wanted: { procedure: 'optimco' }, silent: true },
  inviteToWrite: { wanted: { procedure: 'almena', channel: 'phone', oral: 'taken' } },
  interimReply: courtage,
  recordResult: { ...courtage, silent: true },
  extendGdpr: aboutData,
  gdprUpheld: aboutData,
  proposed: none,
  propose: none,
  approve: { first: decide({ ...reject, proposed: true }) },
  sendBack: { first: decide({ ...reject, proposed: true }), silent: true },
  measures: isAnswered,
  close: { ...isAnswered, silent: true },
  answerEnquiry: { first: (complaint) => take(complaint, 'received', { what: 'enquiry', text: 'Où en est-on ?' }) },
  reopen: isAnswered,
  raiseLevel: none,
  recomputePlan: none,
  completeFile: none,
  declareConflict: none,
};

const today = '2026-05-13';

describe('A preview shows what the decision sends, word for word', () => {
  const examples = Object.entries(decisionExamples(today));

  test('for every decision that there is', async () => {
    const names = examples.map(([, { value }]) => (value as { decision: string }).decision);
    expect([...new Set(names)].sort()).toEqual([...decisionNames].sort());
  });

  // Its version is in force nowhere: moving is tried on registers that know one (test/desk/moving, test/register/moving-versions).
  for (const [name, { value }] of examples.filter(([one]) => one !== 'moveToVersion'))
    test(name, async () => {
      const { wanted, first, silent } = given[name] ?? {};
      const complaint = await complain(wanted);
      await first?.(complaint);
      const { foreseen, written } = await bothWays(complaint, 'decisions', value);
      const real = byKind(written).map((letter) => ({ ...letter, to: expect.objectContaining(letter.to as object) }));
      expect(byKind(foreseen)).toEqual(real);
      expect([name, foreseen.length > 0]).toEqual([name, silent !== true]);
    });

  for (const [name, { value }] of Object.entries(escalationExamples))
    test(`an escalation to the ${name}`, async () => {
      const complaint = await complain();
      const { foreseen, written } = await bothWays(complaint, 'escalations', value);
      expect(byKind(foreseen)).toEqual(byKind(written));
      expect(foreseen.length).toBeGreaterThan(0);
    });

  test('an escalation to every target is tried', async () => {
    expect(Object.keys(escalationExamples).sort()).toEqual([...escalationTargets].sort());
  });
});

/** What is special about some complaints. */
const specialCases: [what: string, given: Given, path: string, body: unknown, kinds: string[]][] = [
  ['by post', { wanted: { content: { email: undefined } } }, 'decisions', forward, ['forwarding', 'forwarding-notice']],
  [
    'of a lawyer without a mandate',
    {
      wanted: {
        mandate: 'missing',
        representative: { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.org' },
      },
    },
    'decisions',
    acknowledge,
    ['acknowledgement'],
  ],
  ['in English', { wanted: { language: 'en' } }, 'decisions', reject, ['rejected']],
  ['in Dutch, to an insurer', { wanted: { procedure: 'optimco' } }, 'decisions', reject, ['rejected']],
  [
    'about both, the part about personal data',
    { wanted: { kind: 'classic-and-gdpr' } },
    'decisions',
    { ...reject, part: 'gdpr' },
    ['gdpr-answer'],
  ],
  [
    'that both parts acknowledge',
    { wanted: { kind: 'classic-and-gdpr' } },
    'decisions',
    acknowledge,
    ['acknowledgement', 'gdpr-acknowledgement'],
  ],
  [
    'with the insurer, gone to court',
    { first: decide(forward) },
    'escalations',
    { to: 'court' },
    ['escalation', 'escalation-to-insurer'],
  ],
  [
    'not treated further and not agreed to',
    {
      first: async (complaint) => {
        await take(complaint, 'decisions', { decision: 'cannot-treat-further', reasons: 'Le dossier est chez l’assureur.' });
      },
    },
    'decisions',
    { decision: 'reopen', reasons: 'De nouvelles pièces sont arrivées.' },
    ['reopened'],
  ],
  [
    'forwarded, whose delay says since when the insurer is awaited',
    { first: decide(forward) },
    'decisions',
    { decision: 'announce-delay', newDate: '2026-07-30', reasons: 'L’expert doit se prononcer.' },
    ['delay'],
  ],
  [
    'whose acknowledgement is planned anew by another classification',
    { first: (complaint) => complaint.decide({ decision: 'acknowledge-now' }) },
    'decisions',
    { decision: 'classify', as: 'gdpr' },
    ['gdpr-acknowledgement'],
  ],
];

describe('The same of a complaint', () => {
  for (const [what, { wanted, first }, path, body, kinds] of specialCases)
    test(what, async () => {
      const complaint = await complain(wanted);
      await first?.(complaint);
      const { foreseen, written } = await bothWays(complaint, path, body);
      expect(byKind(foreseen).map(({ kind }) => kind)).toEqual(kinds);
      expect(byKind(foreseen)).toEqual(
        byKind(written).map((letter) => ({ ...letter, to: expect.objectContaining(letter.to as object) })),
      );
    });

  test('whose plan begins so much earlier that its letters are due at once', async () => {
    const complaint = await complain({});
    await complaint.goTo('2026-07-02 11:00');
    const body = { decision: 'recompute-plan', sentOn: '2026-03-01' };
    const { foreseen, written } = await bothWays(complaint, 'decisions', body);
    expect(byKind(foreseen)).toEqual(byKind(written));
  });

  test('that was withdrawn late and is reopened past its last day, so that it is told of the delay too', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-28 11:00');
    await take(complaint, 'decisions', { decision: 'withdraw' });
    await complaint.goTo('2026-08-03 11:00');
    const { foreseen, written } = await bothWays(complaint, 'decisions', { decision: 'reopen', reasons: 'Vous y tenez.' });
    expect(byKind(foreseen)).toEqual(byKind(written));
    expect(byKind(foreseen).map(({ kind }) => kind)).toEqual(['delay', 'reopened']);
  });
});

describe('A preview', () => {
  const rows = async (complaint: ComplaintCase) => {
    const { rows: counts } =
      await sql`select (select count(*) from message) as messages, (select count(*) from letter) as letters,
      (select count(*) from journal) as journal, (select count(*) from personal_text) as texts, (select count(*) from duty) as duties,
      (select facts from complaint where reference = ${complaint.reference}) as facts`.execute(complaint.database);
    return counts;
  };

  test('keeps nothing, sends nothing, and leaves nothing in the journal', async () => {
    const complaint = await complain();
    now = await complaint.now();
    const before = await rows(complaint);
    const mails = complaint.mails().length;
    expect((await post(complaint, 'decisions/preview', forward)).body.items).toHaveLength(2);
    expect((await post(complaint, 'escalations/preview', { to: 'court' })).body.items).toHaveLength(1);
    await complaint.deliver();
    expect(await rows(complaint)).toEqual(before);
    expect(complaint.mails()).toHaveLength(mails);
  });

  test('of what is not allowed is answered as the decision would be', async () => {
    const complaint = await complain();
    await take(complaint, 'decisions', reject);
    now = await complaint.now();
    const wrong = [
      { decision: 'resolve', outcome: 'upheld', reasons: 'x', measures: 'y' },
      { decision: 'assign', caseHandler: 'nobody-of-that-id' },
      { decision: 'announce-measures', measures: 'x', doneBy: '2020-01-01' },
      { decision: 'announce-measures' },
      { decision: 'fly' },
      'nothing',
    ];
    for (const body of wrong) {
      const { instance: _, ...foreseen } = (await post(complaint, 'decisions/preview', body)).body;
      const { instance: __, ...real } = (await post(complaint, 'decisions', body)).body;
      expect(foreseen).toEqual(real);
      expect([400, 409, 422]).toContain(foreseen.status);
    }
  });

  test('counts what has been accepted and not yet applied', async () => {
    const complaint = await complain();
    now = await complaint.now();
    expect((await post(complaint, 'decisions', reject)).status).toBe(202);
    expect((await post(complaint, 'decisions/preview', reject)).body.reason).toBe('already-decided');
    await complaint.deliver();
    await complaint.rest();
  });

  test('says of a letter without an e-mail address that it goes by post, and bears the day in the firm’s zone', async () => {
    const complaint = await complain({ content: { email: undefined } });
    now = await complaint.now();
    const { body } = await post(complaint, 'decisions/preview', acknowledge);
    expect(body.items).toEqual([
      expect.objectContaining({ kind: 'acknowledgement', way: 'post', letterDate: civilDateAt(now, 'Europe/Paris') }),
    ]);
  });
});

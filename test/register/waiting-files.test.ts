import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import type { Scanner } from '../../attachments/scanner.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import { findAttachment, listAttachments, NoRoomLeft } from '../../register/attachments.ts';
import {
  DraftBudgetSpent,
  type DraftSource,
  draftRoom,
  draftRoomAgainAt,
  requireDraftRoom,
} from '../../register/draft-budget.ts';
import { forgetExpiredDrafts, makeDraft } from '../../register/drafts.ts';
import { addFilesToIntake, giveToComplaint, takeUpIntake } from '../../register/intakes/course.ts';
import { keepIntake, readIntake } from '../../register/intakes/intakes.ts';
import { verifyJournal } from '../../register/journal.ts';
import { Erased } from '../../register/personal-texts.ts';
import type { Queries } from '../../register/register.ts';
import { everything } from '../../register/viewer.ts';
import {
  addWaitingFiles,
  findWaitingFile,
  type Holder,
  listWaitingFiles,
  moveToComplaint,
  moveToIntake,
  type NewWaitingFile,
  removeWaitingFile,
} from '../../register/waiting-files.ts';
import { pdf } from '../attachments/samples.ts';
import { inParts, wholeOf } from '../attachments/streams.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

const makeFolder = temporaryFolders();
let given: GivenRegister;
let attachments: Attachments;
let storage: FolderStorage;
let scannerIsThere: boolean;

/** Takes everything with this text in it for malware. */
const malware = 'MALWARE';
const scanner: Scanner = {
  isThere: async () => scannerIsThere,
  scan: async (content) => {
    const whole = await wholeOf(content);
    if (!scannerIsThere) return { scan: 'not-scanned', why: 'away' };
    return whole.includes(malware) ? { scan: 'infected', signature: 'Test-Malware' } : { scan: 'clean' };
  },
};

beforeAll(async () => {
  given = await givenRegister();
  storage = new FolderStorage(makeFolder());
  attachments = new Attachments({ register: given.register, storage, scanner, limits: usualLimits });
});
beforeEach(() => {
  scannerIsThere = true;
});
afterAll(() => given.close());

const within = <Made>(work: (queries: Queries) => Promise<Made>): Promise<Made> =>
  given.register.database.transaction().execute(work);
const now = () => given.register.clock();

async function taken(name: string, content: Uint8Array = Buffer.concat([pdf, randomBytes(80_000)])): Promise<NewWaitingFile> {
  const came = await attachments.takeWaiting({ name, content: inParts(content, 1000) }, attachments.roomOfNew());
  if (!('file' in came)) throw new Error(came.refused);
  return came.file;
}

const draftWith = async (...files: NewWaitingFile[]): Promise<{ draft: string }> =>
  within(async (queries) => {
    const draft = await makeDraft(queries, { procedure: 'opticourtage', language: 'fr' }, now());
    await addWaitingFiles(queries, { draft }, files, { actor: 'web-form' }, now());
    return { draft };
  });

const intakeWith = async (...files: NewWaitingFile[]): Promise<{ intake: string }> => {
  const procedure = given.library.inForce('opticourtage');
  const intake = { source: 'mail', channel: 'e-mail', procedure, receivedAt: now(), actor: 'mailbox', files } as const;
  return { intake: (await within((queries) => keepIntake(queries, intake, now()))).id };
};

const namesOf = async (holder: Holder) => (await listWaitingFiles(given.register.database, holder)).map(({ name }) => name);
async function untilWaitedForALock(): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      given.register.database,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('nobody waits for a lock');
}

const isStored = async (file: { storedAs: string }) => {
  for await (const { name } of storage.list()) if (name === file.storedAs) return true;
  return false;
};
const step = (intake: string) => ({ intake, actor: 'Camille', now: now() });
const eraseComplaint = (reference: string) =>
  given.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();

describe('A file that belongs to no complaint yet', () => {
  test('is kept under a key of its own, listed in the order in which it came, and read by it', async () => {
    const content = Buffer.concat([pdf, randomBytes(200_000)]);
    const holder = await draftWith(await taken('lettre.pdf', content), await taken('réponse.pdf'));
    const [first] = await listWaitingFiles(given.register.database, holder);
    expect(first).toMatchObject({
      holder,
      name: 'lettre.pdf',
      type: 'pdf',
      size: content.length,
      scan: 'clean',
      addedBy: 'web-form',
    });
    expect(await namesOf(holder)).toEqual(['lettre.pdf', 'réponse.pdf']);
    if (!first) throw new Error('no file');
    expect((await wholeOf(await attachments.open(first))).equals(content)).toBe(true);
  });

  test('is of the kind that its giver knows, where the giver does: a mail as it came, whatever is in it', async () => {
    const content = Buffer.from('From: dominique@example.org\r\n\r\n\u0000\u0001 no text at all');
    const room = attachments.roomOfNew();
    const given = (type?: 'eml') => ({ name: 'message.eml', content: inParts(content, 10), ...(type && { type }) });
    expect(await attachments.takeWaiting(given(), room)).toEqual({ name: 'message.eml', refused: 'not-known' });
    expect(await attachments.takeWaiting(given('eml'), room)).toMatchObject({ file: { type: 'eml', name: 'message.eml' } });
  });

  test('finds no room where its holder has as much as a complaint may have', async () => {
    const holder = await draftWith();
    const file = await taken('lettre.pdf');
    const adding = (most: number) =>
      within((queries) => addWaitingFiles(queries, holder, [file], { actor: 'web-form', most }, now()));
    await expect(adding(file.size - 1)).rejects.toThrow(NoRoomLeft);
    await adding(file.size);
    expect((await attachments.roomOfWaiting(holder)).left).toBe(usualLimits.complaintBytes - file.size);
  });

  test('is gone for everybody once it is taken away, and its bytes with the next sweep', async () => {
    const file = await taken('lettre.pdf');
    const holder = await draftWith(file);
    const { database } = given.register;
    expect(await removeWaitingFile(database, { draft: randomUUID() }, file.id)).toBe(false);
    expect(await removeWaitingFile(database, holder, file.id)).toBe(true);
    expect(await findWaitingFile(database, holder, file.id)).toBeUndefined();
    await expect(attachments.open({ ...(await kept(file)), holder })).rejects.toThrow(Erased);
    await attachments.sweep();
    expect(await isStored(file)).toBe(false);
  });

  test('goes with the key of its holder', async () => {
    const [ofDraft, ofIntake] = [await taken('a.pdf'), await taken('b.pdf')];
    const { draft } = await draftWith(ofDraft);
    const { intake } = await intakeWith(ofIntake);
    const { database } = given.register;
    await database.deleteFrom('keys.draft_key').where('draft', '=', draft).execute();
    await database.deleteFrom('keys.intake_key').where('intake', '=', intake).execute();
    expect((await attachments.sweep()).forgotten).toBe(2);
    expect([await isStored(ofDraft), await isStored(ofIntake)]).toEqual([false, false]);
    const adding = within((queries) => addWaitingFiles(queries, { draft }, [ofDraft], { actor: 'web-form' }, now()));
    await expect(adding).rejects.toThrow(Erased);
  });

  test('shows nothing personal in plain', async () => {
    await draftWith(await taken('Dominique Exemple.pdf'));
    const rows = JSON.stringify(await given.register.database.selectFrom('waiting_file').selectAll().execute());
    const asText = Buffer.from('Dominique');
    expect(rows).not.toContain('Dominique');
    expect(rows).not.toContain(JSON.stringify(asText));
  });
});

/** As a list gave it before. */
async function kept({ id, name, sha256, type, size, storedAs }: NewWaitingFile) {
  return { id, name, sha256, type, size, storedAs, scan: 'clean' as const, addedBy: 'web-form', addedAt: new Date(now()) };
}

describe('When its holder becomes a complaint', () => {
  test('the complaint has it, with its bytes where they were, and who added it and when', async () => {
    const content = Buffer.concat([pdf, randomBytes(100)]);
    const file = await taken('lettre.pdf', content);
    const holder = await draftWith(file);
    const reference = await register(given);
    const moved = await within((queries) => moveToComplaint(queries, holder, reference, { actor: 'Camille' }, now()));
    expect(moved).toBe(1);
    expect(await namesOf(holder)).toEqual([]);
    const [attachment] = await listAttachments(given.register.database, reference);
    expect(attachment).toMatchObject({
      id: file.id,
      name: 'lettre.pdf',
      scan: 'clean',
      addedBy: 'web-form',
      sha256: file.sha256,
    });
    if (!attachment) throw new Error('no attachment');
    expect((await wholeOf(await attachments.open(attachment))).equals(content)).toBe(true);
    expect(attachment.storedAs).toBe(file.storedAs);
    expect(JSON.stringify(attachment)).not.toContain(file.key.toString('base64'));
  });

  test('the journal says so, and what a scan found in it', async () => {
    const file = await taken('lettre.pdf', Buffer.concat([pdf, Buffer.from(malware)]));
    const { intake } = await intakeWith(file);
    const reference = await register(given);
    await within((queries) => giveToComplaint(queries, step(intake), { as: 'information', reference }));
    const rows = await given.register.database
      .selectFrom('journal')
      .selectAll()
      .where('reference', '=', reference)
      .orderBy('number')
      .execute();
    const of = (event: string) => rows.find((row) => row.event === event)?.detail;
    expect(of('attachment-added')).toMatchObject({ attachment: file.id, from: 'intake', scan: 'infected' });
    expect(of('attachment-quarantined')).toMatchObject({ attachment: file.id, signature: 'Test-Malware' });
    expect(await verifyJournal(given.register)).toEqual([]);
  });

  test('erasing its person erases it', async () => {
    const file = await taken('lettre.pdf');
    const holder = await draftWith(file);
    const reference = await register(given);
    await within((queries) => moveToComplaint(queries, holder, reference, { actor: 'web-form' }, now()));
    const attachment = await findAttachment(given.register.database, reference, file.id);
    await eraseComplaint(reference);
    if (!attachment) throw new Error('no attachment');
    await expect(attachments.open(attachment)).rejects.toThrow(Erased);
    await attachments.sweep();
    expect(await isStored(file)).toBe(false);
  });

  test('it is never between the two: what is added at that moment waits, and is told that its holder is gone', async () => {
    const holder = await draftWith(await taken('a.pdf'));
    const reference = await register(given);
    const late = await taken('b.pdf');
    let adding: Promise<unknown> = Promise.resolve();
    await within(async (queries) => {
      await moveToComplaint(queries, holder, reference, { actor: 'web-form' }, now());
      adding = within((others) => addWaitingFiles(others, holder, [late], { actor: 'web-form' }, now())).catch((fault) => fault);
      await queries.deleteFrom('keys.draft_key').where('draft', '=', holder.draft).execute();
    });
    expect(await adding).toBeInstanceOf(Erased);
  });

  test('what repeats a complaint keeps its files, and brings them along when it is taken up again', async () => {
    const holder = await intakeWith(await taken('a.pdf'));
    const reference = await register(given);
    await within((queries) => giveToComplaint(queries, step(holder.intake), { as: 'duplicate', reference }));
    expect(await namesOf(holder)).toEqual(['a.pdf']);
    expect(await listAttachments(given.register.database, reference)).toEqual([]);
    await within((queries) => takeUpIntake(queries, step(holder.intake), { statement: 'Autre sinistre.' }));
    const known = await readIntake(given.register.database, holder.intake, everything);
    expect(known?.files.map(({ name }) => name)).toEqual(['a.pdf']);
  });
});

test('the files of a draft that becomes an intake are the intake’s', async () => {
  const { draft } = await draftWith(await taken('a.pdf'), await taken('b.pdf'));
  const holder = await intakeWith(await taken('message.pdf'));
  expect(await within((queries) => moveToIntake(queries, draft, holder.intake))).toBe(2);
  await given.register.database.deleteFrom('keys.draft_key').where('draft', '=', draft).execute();
  expect((await namesOf(holder)).toSorted()).toEqual(['a.pdf', 'b.pdf', 'message.pdf']);
});

test('files are added to an intake that waits, and to none that was decided', async () => {
  const { intake } = await intakeWith();
  const most = usualLimits.complaintBytes;
  const add = async () => {
    const files = [await taken('scan.pdf')];
    await within((queries) => addFilesToIntake(queries, step(intake), { files, most }));
  };
  await add();
  const known = await readIntake(given.register.database, intake, everything);
  expect(known?.events.at(-1)).toMatchObject({ event: 'files-added', actor: 'Camille', detail: { files: 1 } });
  const reference = await register(given);
  await within((queries) => giveToComplaint(queries, step(intake), { as: 'registered', reference }));
  await expect(add()).rejects.toThrow('The intake is registered.');
});

test('the same message a second time is the same intake, and its files are not entered twice', async () => {
  const receivedAt = now();
  const keep = async () => {
    const files = [await taken('a.pdf')];
    const intake = {
      source: 'mail',
      channel: 'e-mail',
      receivedAt,
      actor: 'mailbox',
      origin: '<17@example.org>',
      files,
    } as const;
    return within((queries) => keepIntake(queries, intake, now()));
  };
  const [first, second] = [await keep(), await keep()];
  expect([second.id, second.repeated]).toEqual([first.id, true]);
  expect(await namesOf({ intake: first.id })).toEqual(['a.pdf']);
});

describe('The sweep, the tidying and the check know files that wait', () => {
  test('what could not be scanned is scanned later, whether it waits still or has become a complaint’s', async () => {
    scannerIsThere = false;
    const [waits, moves] = [await taken('a.pdf'), await taken('b.pdf', Buffer.concat([pdf, Buffer.from(malware)]))];
    const holder = await draftWith(waits);
    const moving = await draftWith(moves);
    const reference = await register(given);
    await within((queries) => moveToComplaint(queries, moving, reference, { actor: 'web-form' }, now()));
    expect((await listWaitingFiles(given.register.database, holder))[0]?.scan).toBe('not-scanned');
    scannerIsThere = true;
    expect(await attachments.sweep()).toMatchObject({ scanned: 2, infected: 1, notScanned: 0 });
    expect((await listWaitingFiles(given.register.database, holder))[0]?.scan).toBe('clean');
    const moved = await findAttachment(given.register.database, reference, moves.id);
    expect(moved).toMatchObject({ scan: 'infected', signature: 'Test-Malware' });
  });

  test('one that is opened before the sweep came is scanned first', async () => {
    scannerIsThere = false;
    const holder = await draftWith(await taken('a.pdf', Buffer.concat([pdf, Buffer.from(malware)])));
    scannerIsThere = true;
    const [file] = await listWaitingFiles(given.register.database, holder);
    if (!file) throw new Error('no file');
    expect(await attachments.scanIfDue(file)).toMatchObject({ scan: 'infected', signature: 'Test-Malware' });
  });

  test('tidying takes them for known', async () => {
    const file = await taken('a.pdf');
    await draftWith(file);
    const stranger = await taken('never entered.pdf');
    const inAMonth = Date.now() + 30 * 24 * 3_600_000;
    expect((await attachments.tidy(inAMonth)).left).toBe(0);
    expect([await isStored(file), await isStored(stranger)]).toEqual([true, false]);
  });

  test('the check names whose file is not whole', async () => {
    const file = await taken('a.pdf');
    const holder = await draftWith(file);
    await storage.remove(file.storedAs);
    const faults = [];
    for await (const fault of attachments.verify()) faults.push(fault);
    expect(faults).toEqual([{ of: holder, attachment: file.id, fault: 'missing' }]);
  });
});

describe('What waits in forms that nobody has sent', () => {
  const budget = { network: 1_000, firm: 2_500 };
  const left = (source: DraftSource) => draftRoom(given.register.database, source, budget);
  const text = (size: number) => taken('a.txt', Buffer.alloc(size, 'a'));
  const enter = async (queries: Queries, source: DraftSource, file: NewWaitingFile) => {
    const draft = await makeDraft(queries, { procedure: source.firm, language: 'fr' }, now());
    await requireDraftRoom(queries, source, budget, file.size);
    await addWaitingFiles(queries, { draft }, [file], { actor: 'web-form', source }, now());
    return { draft };
  };
  const bring = async (source: DraftSource, size: number) => {
    const file = await text(size);
    return within((queries) => enter(queries, source, file));
  };

  test('is counted for the network that it came from, whichever firm it is for, and for its firm, wherever it came from', async () => {
    await bring({ network: '192.0.2.1', firm: 'x' }, 600);
    expect(await left({ network: '192.0.2.1', firm: 'y' })).toEqual({ left: 400, of: 'network' });
    await expect(bring({ network: '192.0.2.1', firm: 'y' }, 401)).rejects.toMatchObject({ of: 'network' });
    for (const network of ['192.0.2.2', '192.0.2.3', '192.0.2.4']) await bring({ network, firm: 'x' }, 600);
    expect(await left({ network: '192.0.2.5', firm: 'x' })).toEqual({ left: 100, of: 'firm' });
    await expect(bring({ network: '192.0.2.5', firm: 'x' }, 101)).rejects.toMatchObject({ of: 'firm' });
    await bring({ network: '192.0.2.5', firm: 'x' }, 100);
  });

  test('shows nobody which network it came from', async () => {
    await bring({ network: '192.0.2.6', firm: 'z' }, 1);
    const { network } = await given.register.database
      .selectFrom('waiting_file')
      .select('network')
      .where('firm', '=', 'z')
      .executeTakeFirstOrThrow();
    expect(network?.length).toBe(16);
    expect(network?.includes('192.0.2.6')).toBe(false);
  });

  test.each<{ what: string; then: (holder: { draft: string }) => Promise<unknown> }>([
    {
      what: 'it is sent',
      then: async (holder) => {
        const reference = await register(given);
        await within((queries) => moveToComplaint(queries, holder, reference, { actor: 'web-form' }, now()));
      },
    },
    {
      what: 'it waits for staff',
      then: async ({ draft }) => {
        const { intake } = await intakeWith();
        await within((queries) => moveToIntake(queries, draft, intake));
      },
    },
    {
      what: 'it was taken away, and the sweep has come',
      then: async (holder) => {
        for (const { id } of await listWaitingFiles(given.register.database, holder))
          await removeWaitingFile(given.register.database, holder, id);
        await attachments.sweep();
      },
    },
    {
      what: 'the day of its form is over, and the sweep has come',
      then: async () => {
        await forgetExpiredDrafts(given.register.database, now() + 24 * 3_600_000);
        await attachments.sweep();
      },
    },
  ])('counts no more once $what', async ({ what, then }) => {
    const source = { network: what, firm: what };
    const holder = await bring(source, 900);
    expect((await left(source)).left).toBe(100);
    await then(holder);
    expect(await left(source)).toEqual({ left: 1_000, of: 'network' });
  });

  test('is never more than it may be: of two who bring files at one moment, one is told so', async () => {
    const source = { network: '192.0.2.7', firm: 'w' };
    const [one, other] = [await text(600), await text(600)];
    let late: Promise<unknown> = Promise.resolve();
    await within(async (queries) => {
      await enter(queries, source, one);
      late = within((others) => enter(others, source, other)).catch((fault: unknown) => fault);
      // It has begun, and has come as far as it comes.
      await untilWaitedForALock();
    });
    expect(await late).toBeInstanceOf(DraftBudgetSpent);
    expect((await left(source)).left).toBe(400);
  });

  test('makes room again when the first of its forms is over, after the next sweep', async () => {
    const source = { network: '192.0.2.8', firm: 'v' };
    const again = () => draftRoomAgainAt(given.register.database, source, 'network', now());
    expect(await again()).toBe(now() + 600_000);
    await bring(source, 10);
    expect(await again()).toBe(now() + 24 * 3_600_000 + 600_000);
  });
});

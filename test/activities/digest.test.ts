import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createDigestActivities, type DigestActivities, type DigestDay } from '../../activities/digest-activities.ts';
import { MailTransport } from '../../letters/smtp.ts';
import type { NewComplaint } from '../../register/complaints.ts';
import { findDigest, leaseDigest } from '../../register/digests.ts';
import { readJournal } from '../../register/journal.ts';
import { keepLetter } from '../../register/letters.ts';
import { acceptMessage } from '../../register/messages.ts';
import { type RecordingMailServer, startRecordingMailServer } from '../../simulation/mail-server.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { LetterKind, Recipient } from '../../workflows/domain/letters.ts';
import { type GivenRegister, givenRegister, personal, register } from '../register/given.ts';

const procedure = 'opticourtage';
const leaseSeconds = 30;
/** The Wednesday after the Wednesday on which `register` registers: acknowledgements are due on 27 May. */
const day = '2026-05-20';
const morning = Date.parse('2026-05-20T07:30:00+02:00');

let given: GivenRegister;
let mailServer: RecordingMailServer;
let mail: MailTransport;
let activities: DigestActivities;

beforeAll(async () => {
  mailServer = await startRecordingMailServer();
});
afterAll(() => mailServer.stop());

beforeEach(async () => {
  given = await givenRegister();
  given.time.now = morning;
  mailServer.received.length = 0;
  mailServer.refusal = () => undefined;
  mail = new MailTransport({ url: mailServer.url, timeoutSeconds: 10 });
  activities = activitiesWith(mail);
});
afterEach(async () => {
  mail.close();
  await given.close();
});

function activitiesWith(transport: MailTransport, checkpoint: (point: string) => void = () => undefined): DigestActivities {
  const { library } = given;
  const publicUrl = 'https://desk.example';
  return createDigestActivities({ register: given.register, library, mail: transport, leaseSeconds, publicUrl, checkpoint });
}

const silent = new DefaultLogger('ERROR');

/** Runs an activity as a worker does. */
function run<Input, Result>(activity: (input: Input) => Promise<Result>, input: Input): Promise<Result> {
  return new MockActivityEnvironment({}, { logger: silent }).run(activity, input);
}

/** All that the workflow does. */
async function sendAll(on: DigestDay = { procedure, day }): Promise<string[]> {
  const people = await run(activities.writeDigests, on);
  for (const person of people) await run(activities.sendDigest, { ...on, person });
  return people;
}

function failureOf(work: Promise<unknown>): Promise<{ type?: string; message: string }> {
  return work.then(
    () => Promise.reject(new Error('It did not fail.')),
    (fault: { type?: string; message: string }) => fault,
  );
}

/** The text of a mail, one kind of space. */
function words(raw: string): string {
  const text = raw.slice(raw.indexOf('Content-Type: text/plain'), raw.indexOf('Content-Type: text/html'));
  const joined = text.replaceAll('=\r\n', '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\u00a0', ' ');
}

async function changeFacts(reference: string, changed: Partial<ComplaintFacts>): Promise<void> {
  const { database } = given.register;
  const { facts } = await database
    .selectFrom('complaint')
    .select('facts')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  await database
    .updateTable('complaint')
    .set({ facts: JSON.stringify({ ...facts, ...changed }) })
    .where('reference', '=', reference)
    .execute();
}

async function letter(reference: string, kind: LetterKind, recipient: Recipient, promisedOn?: string): Promise<string> {
  const content = { subject: 'x', html: 'x', text: 'x', to: { name: 'x' } };
  const occasion = { reference, duty: 'acknowledgement' as const, occasion: 'first', kind };
  const written = { id: crypto.randomUUID(), recipient, language: 'fr', way: 'post' as const, letterDate: '2026-05-18', content };
  const { id } = await keepLetter(given.register, occasion, { ...written, promisedOn });
  return id;
}

describe('the day', () => {
  test.each([
    ['a Wednesday is a working day', '2026-05-20T07:30:00+02:00', '2026-05-20'],
    ['half past midnight in Paris is the new day', '2026-05-20T00:30:00+02:00', '2026-05-20'],
    ['Ascension Day is none', '2026-05-14T07:30:00+02:00', null],
    ['Saturday is none', '2026-05-16T07:30:00+02:00', null],
  ])('%s', async (_, now, expected) => {
    given.time.now = Date.parse(now);
    expect(await run(activities.findWorkingDay, { procedure })).toBe(expected);
  });

  test('a procedure that is not in force any more has none', async () => {
    expect(await run(activities.findWorkingDay, { procedure: 'gone' })).toBeNull();
  });
});

describe('what the register shows', () => {
  test('tells the manager what is due and that nobody is in charge', async () => {
    const reference = await register(given);
    expect(await sendAll()).toEqual(['complaints-manager']);
    const [received] = mailServer.received;
    expect(received?.to).toEqual(['reclamations-rgpd@opticourtage.com']);
    const text = words(received?.raw ?? '');
    expect(text).toContain(`${reference} (https://desk.example/desk/complaints/${reference}) · accusé de réception`);
    expect(text).toContain('Au plus tard le mercredi 27 mai 2026');
    expect(text).toContain('Plus d’un jour ouvré sans personne en charge.');
  });

  test('tells each what is theirs, and tells nothing personal', async () => {
    await register(given);
    const theirs = await register(given, { change: { caseHandler: 'client-service' } });
    expect(await sendAll()).toEqual(['client-service', 'complaints-manager']);
    const [service, manager] = mailServer.received.map(({ raw }) => words(raw));
    expect(service?.match(/OPT-2026-\d+(?= \()/g)).toEqual([theirs]);
    expect(manager).toContain('Réclamations non attribuées (1)');
    for (const { raw } of mailServer.received)
      for (const secret of Object.values(personal)) expect(`${raw}${words(raw)}`).not.toContain(secret);
  });

  test('sends one mail where two who share a mailbox would read the same', async () => {
    await register(given, { change: { caseHandler: 'client-service' } });
    expect(await sendAll()).toEqual(['complaints-manager']);
    expect(words(mailServer.received[0]?.raw ?? '')).toContain('Pour : Le responsable des réclamations et le service clients');
  });

  test('sends nothing where there is nothing to say', async () => {
    await register(given, { change: { caseHandler: 'client-service' } });
    await given.register.database
      .updateTable('duty')
      .set({ done_at: new Date(morning) })
      .execute();
    expect(await sendAll()).toEqual([]);
    expect(mailServer.received).toEqual([]);
  });

  test('leaves forwarding out until the insurer is responsible', async () => {
    const reference = await register(given, { change: { caseHandler: 'client-service' } });
    const said = async () => {
      mailServer.received.length = 0;
      await given.register.database.deleteFrom('digest').execute();
      await sendAll();
      return words(mailServer.received[0]?.raw ?? '').includes('transmission à l’assureur');
    };
    expect(await said()).toBe(false);
    await changeFacts(reference, { responsibility: 'insurer' });
    expect(await said()).toBe(true);
  });

  test('shows the post tray, without alerts to staff', async () => {
    const reference = await register(given, { change: { caseHandler: 'client-service' } });
    await letter(reference, 'acknowledgement', 'complainant');
    await letter(reference, 'breach-alert', 'staff');
    await sendAll();
    const text = words(mailServer.received[0]?.raw ?? '');
    expect(text).toContain('Lettres à poster (1)');
    expect(text).toContain('À poster au plus tard le mercredi 27 mai 2026');
  });

  test('shows the insurer until it has replied', async () => {
    const reference = await register(given, { change: { caseHandler: 'client-service' } });
    const id = await letter(reference, 'forwarding', 'insurer', '2026-05-19');
    const { database } = given.register;
    await database
      .updateTable('letter')
      .set({ state: 'sent', sent_at: new Date('2026-05-18T10:00:00+02:00') })
      .where('id', '=', id)
      .execute();
    await sendAll();
    expect(words(mailServer.received[0]?.raw ?? '')).toContain(
      'Réponse demandée pour le mardi 19 mai 2026 (échéance dépassée)\r\nTransmise à l’assureur le lundi 18 mai 2026',
    );
    const message = { signal: 'receive' as const, body: { what: 'insurer-reply' as const } };
    const rules = await given.library.rulebookOf(reference);
    await acceptMessage(given.register, { reference, message, texts: { text: 'x' }, actor: 'tests' }, rules);
    await database.deleteFrom('digest').execute();
    await sendAll();
    expect(words(mailServer.received[1]?.raw ?? '')).not.toContain('Réponses attendues');
  });
});

describe('the evidence', () => {
  const ofManager = { procedure, day, person: 'complaints-manager' };
  const row = () => findDigest(given.register.database, ofManager);
  beforeEach(async () => {
    await register(given);
  });

  test('the finished bytes are kept before the first attempt, and are what leaves', async () => {
    await run(activities.writeDigests, { procedure, day });
    const before = await row();
    expect(before).toMatchObject({ state: 'queued', attempts: 0, sent_at: null });
    expect(await run(activities.sendDigest, ofManager)).toBe('sent');
    const [received] = mailServer.received;
    expect(received?.raw.trimEnd()).toBe(before.mime.toString('utf8').trimEnd());
    expect(received?.messageId).toBe(before.message_id);
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1, possibly_duplicated_at: null, sent_at: new Date(morning) });
  });

  test('nobody gets a second digest of a day, however often it is written and sent', async () => {
    await sendAll();
    expect(await sendAll()).toEqual([]);
    expect(await run(activities.sendDigest, ofManager)).toBe('sent');
    expect(mailServer.received).toHaveLength(1);
  });

  test('the next working day has its own', async () => {
    await sendAll();
    expect(await sendAll({ procedure, day: '2026-05-21' })).toEqual(['complaints-manager']);
    expect(new Set(mailServer.received.map(({ messageId }) => messageId)).size).toBe(2);
  });

  test('while the mail server refuses, it waits with a code and none of the server’s words', async () => {
    mailServer.refusal = () => 451;
    await run(activities.writeDigests, { procedure, day });
    const failure = await failureOf(run(activities.sendDigest, ofManager));
    expect([failure.type, failure.message]).toEqual(['mail-server-said-451', 'mail-server-said-451']);
    expect(await row()).toMatchObject({ state: 'queued', last_code: 451, data_began_at: null });
    mailServer.refusal = () => undefined;
    expect(await run(activities.sendDigest, ofManager)).toBe('sent');
    expect(await row()).toMatchObject({ possibly_duplicated_at: null });
  });

  test('a mailbox that refuses for good keeps it waiting in sight', async () => {
    mailServer.refusal = () => 550;
    await run(activities.writeDigests, { procedure, day });
    expect((await failureOf(run(activities.sendDigest, ofManager))).type).toBe('mail-server-said-550');
  });

  test('while there is no mail server, it waits with a code', async () => {
    const nowhere = new MailTransport({ url: 'smtp://127.0.0.1:1', timeoutSeconds: 5 });
    await run(activities.writeDigests, { procedure, day });
    const failure = await failureOf(run(activitiesWith(nowhere).sendDigest, ofManager));
    expect(failure.type).toBe('mail-server-not-reached');
    expect(await row()).toMatchObject({ state: 'queued', data_began_at: null });
  });

  test('an attempt that another one holds does not send', async () => {
    await run(activities.writeDigests, { procedure, day });
    await leaseDigest(given.register, (await row()).id, leaseSeconds);
    expect((await failureOf(run(activities.sendDigest, ofManager))).type).toBe('digest-held-by-another-attempt');
    expect(mailServer.received).toEqual([]);
  });

  test('after a crash before the message was given, it goes once, and the row says nothing of a second copy', async () => {
    await run(activities.writeDigests, { procedure, day });
    await leaseDigest(given.register, (await row()).id, 0);
    expect(await run(activities.sendDigest, ofManager)).toBe('sent');
    expect(await row()).toMatchObject({ attempts: 2, possibly_duplicated_at: null });
  });

  test('after a crash between the message and its answer, the same bytes go again, and the row says so', async () => {
    await run(activities.writeDigests, { procedure, day });
    const { database } = given.register;
    const crashed = { state: 'sending' as const, attempts: 1, data_began_at: new Date(), lease_until: new Date(0) };
    await database.updateTable('digest').set(crashed).execute();
    expect(await run(activities.sendDigest, ofManager)).toBe('sent');
    expect(mailServer.received.map(({ messageId }) => messageId)).toEqual([(await row()).message_id]);
    expect(await row()).toMatchObject({ attempts: 2, possibly_duplicated_at: new Date(morning) });
  });

  test.each([
    ['digest-before-rows', 1, false],
    ['digest-after-rows', 1, false],
    ['digest-before-data', 1, false],
    // An answer that was not recorded is as good as none.
    ['digest-after-answer', 2, true],
  ])(
    'after a worker that ended at %s, the next one brings it to its end: %d with one Message-ID',
    async (point, copies, noted) => {
      const ends = activitiesWith(mail, (passed) => {
        if (passed === point) throw new Error('The worker ended.');
      });
      await failureOf(
        run(ends.writeDigests, { procedure, day }).then((people) =>
          Promise.all(people.map((person) => run(ends.sendDigest, { procedure, day, person }))),
        ),
      );
      await given.register.database
        .updateTable('digest')
        .set({ lease_until: new Date(0) })
        .execute();
      await sendAll();
      expect(mailServer.received).toHaveLength(copies);
      expect(new Set(mailServer.received.map(({ messageId }) => messageId))).toEqual(new Set([(await row()).message_id]));
      expect((await row()).possibly_duplicated_at !== null).toBe(noted);
    },
  );

  test('an attempt that learns from the heartbeat before it that the mail server has the message sends nothing', async () => {
    await run(activities.writeDigests, { procedure, day });
    const { id } = await row();
    await leaseDigest(given.register, id, leaseSeconds);
    const sentAt = morning + 1_000;
    const environment = new MockActivityEnvironment({ heartbeatDetails: { sent: id, sentAt } }, { logger: silent });
    expect(await environment.run(activities.sendDigest, ofManager)).toBe('sent');
    expect(mailServer.received).toEqual([]);
    expect(await row()).toMatchObject({ state: 'sent', sent_at: new Date(sentAt), possibly_duplicated_at: null });
  });

  test('once its day is over it does not leave any more: the next one says it all', async () => {
    await run(activities.writeDigests, { procedure, day });
    given.time.now = Date.parse('2026-05-21T00:00:00+02:00');
    expect(await run(activities.sendDigest, ofManager)).toBe('overtaken');
    expect(await run(activities.sendDigest, ofManager)).toBe('overtaken');
    expect(mailServer.received).toEqual([]);
  });
});

describe('the reminder of the mediator’s last day', () => {
  /** Written, and received, so that the year ends on 10 June 2026. */
  const written = { sentOn: '2025-06-10', receivedOn: '2025-06-12' };
  const answered = { answeredAt: Date.parse('2025-07-01T10:00:00+02:00') };

  async function remind(change: Partial<NewComplaint>, facts: Partial<ComplaintFacts>): Promise<string> {
    const reference = await register(given, { change: { ...written, registeredOn: '2025-06-12', ...change } });
    await changeFacts(reference, facts);
    await run(activities.remindOfMediation, { procedure, day });
    return reference;
  }

  async function messages(reference: string) {
    const rows = await given.register.database
      .selectFrom('message')
      .select(['signal', 'body', 'actor', 'state'])
      .where('reference', '=', reference)
      .orderBy('position')
      .execute();
    return rows.filter(({ body }) => body['what'] !== 'registered');
  }

  const reminder = { signal: 'receive', body: { what: 'mediator-period-ending' }, actor: 'doleance', state: 'accepted' };

  test.each<[string, Partial<NewComplaint>, Partial<ComplaintFacts>, boolean]>([
    ['is queued where the answer was given', {}, answered, true],
    ['is queued where the complaint was closed unanswered', {}, { closure: { reason: 'not-treated-further' } }, true],
    ['is queued after a withdrawal, which gives up no right', {}, { closure: { reason: 'withdrawn' } }, true],
    ['counts from the receipt where the sending is unknown', { sentOn: undefined }, answered, true],
    ['is queued on the mediator’s last day', { sentOn: '2025-05-20' }, answered, true],
    ['is not queued once the time is over', { sentOn: '2025-05-19' }, answered, false],
    ['is not queued more than a month before', { sentOn: '2025-06-21', receivedOn: '2025-06-21' }, answered, false],
    ['is queued a month before, to the day', { sentOn: '2025-06-20', receivedOn: '2025-06-21' }, answered, true],
    ['is queued while the answer is owed, too: the year runs from the complaint', {}, {}, true],
    ['is not queued for a professional', { capacity: 'professional' }, answered, false],
    ['is not queued for a broker', { capacity: 'broker' }, answered, false],
    ['is not queued where the mediator has the complaint', {}, { ...answered, escalations: ['mediator'] }, false],
    ['is not queued where the mediator refused it', {}, { ...answered, mediator: 'refused' }, false],
    ['is not queued where a court has it', {}, { ...answered, escalations: ['court'] }, false],
    ['is queued where it only went on to the insurer', {}, { ...answered, escalations: ['insurer'] }, true],
    ['is not queued for personal data alone', {}, { ...answered, kind: 'gdpr' }, false],
    ['is not queued for what was never a complaint', {}, { closure: { reason: 'not-a-complaint' } }, false],
    ['is not queued where nothing is in writing', {}, { ...answered, oral: 'taken' }, false],
  ])('%s', async (_, change, facts, queued) => {
    expect(await messages(await remind(change, facts))).toEqual(queued ? [reminder] : []);
  });

  test('is queued once, however often it is looked for, and stands in the journal', async () => {
    const reference = await remind({}, answered);
    expect(await run(activities.remindOfMediation, { procedure, day })).toBe(0);
    expect(await run(activities.remindOfMediation, { procedure, day: '2026-05-21' })).toBe(0);
    expect(await messages(reference)).toEqual([reminder]);
    const journal = await readJournal(given.register.database, reference);
    expect(journal.filter(({ event }) => event === 'mediation-reminder-queued')).toMatchObject([
      { actor: 'doleance', detail: { until: '2026-06-10' } },
    ]);
  });

  test('is not queued for a person who was erased', async () => {
    const reference = await register(given, { change: { ...written, registeredOn: '2025-06-12' } });
    await changeFacts(reference, answered);
    await given.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    expect(await run(activities.remindOfMediation, { procedure, day })).toBe(0);
  });

  test('staff see the date coming in the digest of the same day', async () => {
    const reference = await remind({ sentOn: '2025-06-20', receivedOn: '2025-06-20', caseHandler: 'client-service' }, answered);
    await sendAll();
    const text = words(mailServer.received[0]?.raw ?? '');
    const section = text.slice(text.indexOf('Fin prochaine du délai de médiation (1)'));
    expect(section).toContain(reference);
    expect(section).toContain('Le médiateur peut être saisi jusqu’au samedi 20 juin 2026 inclus');
  });
});

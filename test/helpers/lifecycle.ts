import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { recordBounce } from '../../register/bounces.ts';
import type { MessageTexts } from '../../register/complaint-content.ts';
import { readComplaint } from '../../register/complaints.ts';
import { type JournalLine, readJournal } from '../../register/journal.ts';
import { readLetterContent } from '../../register/letters.ts';
import { type Acceptance, acceptMessage, readOutcome } from '../../register/messages.ts';
import { migrate } from '../../register/migrate.ts';
import { recordPosting } from '../../register/posting.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { breachesOf, lettersOf } from '../../register/queries.ts';
import { openRegister, type Register } from '../../register/register.ts';
import { Relay } from '../../register/relay.ts';
import type { BreachRow, LetterRow } from '../../register/tables.ts';
import { type Activity, type ActivityInput, atComplaintTime, atOffset } from '../../simulation/at-complaint-time.ts';
import { eventually, restLimit } from '../../simulation/eventually.ts';
import { failureOf, isQuiet } from '../../simulation/history.ts';
import { type RecordingMailServer, startRecordingMailServer } from '../../simulation/mail-server.ts';
import { SimulatedClock } from '../../simulation/simulated-clock.ts';
import { onlyErrorsAreLogged, startSkippingServer } from '../../simulation/temporal-server.ts';
import { createActivities } from '../../start/run-worker.ts';
import { deliverTo, registerSearchAttributes, type TemporalClient } from '../../start/temporal-client.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import { type DutyName, type DutyStatus, isOpen } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Decision, Message } from '../../workflows/domain/messages.ts';
import type { MessageOutcome } from '../../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { type ComplaintStatus, getStatusQuery, taskQueue } from '../../workflows/messages.ts';
import { registerDatabase } from './database.ts';
import { type ComplaintWanted, inZone, momentIn, ordinaryTexts, registeredAt, registerWanted } from './lifecycle-wanted.ts';

/** On which server: `skipping` goes from deadline to deadline at once, `dev` is a real server that cannot. */
export type ServerKind = 'skipping' | 'dev';

/**
 * Everything that a complaint's life needs, and all of it real: Temporal, PostgreSQL, SMTP, relay, activities. Complaints live at
 * dates of their own: the server's clock only moves forward, so each run carries how far the server is ahead of it.
 */
export class Lifecycle {
  readonly env: TestWorkflowEnvironment;
  readonly register: Register;
  readonly library: ProcedureLibrary;
  readonly mail: RecordingMailServer;
  readonly clock: SimulatedClock;
  readonly relay: Relay;
  readonly temporal: TemporalClient;
  readonly #endings: (() => Promise<unknown>)[];

  constructor(
    parts: Pick<Lifecycle, 'env' | 'register' | 'library' | 'mail' | 'clock' | 'relay' | 'temporal'>,
    endings: (() => Promise<unknown>)[],
  ) {
    this.env = parts.env;
    this.register = parts.register;
    this.library = parts.library;
    this.mail = parts.mail;
    this.clock = parts.clock;
    this.relay = parts.relay;
    this.temporal = parts.temporal;
    this.#endings = endings;
  }

  get procedure(): Procedure {
    return this.procedureOf('opticourtage');
  }

  procedureOf(id: string): Procedure {
    const procedure = this.library.inForce(id);
    if (procedure === undefined) throw new Error(`${id} is missing`);
    return procedure;
  }

  /** Registers a complaint, and begins its workflow; ends when it has come to rest. */
  async complain(wanted: ComplaintWanted): Promise<ComplaintCase> {
    const complaint = await this.beginComplaint(wanted);
    await complaint.rest();
    return complaint;
  }

  /** The same where something cannot come to rest. */
  async beginComplaint(wanted: ComplaintWanted): Promise<ComplaintCase> {
    const complaint = await this.registerOnly(wanted);
    await complaint.deliver();
    return complaint;
  }

  /** Registers a complaint, and no more: its workflow begins once it is delivered. */
  async registerOnly(wanted: ComplaintWanted): Promise<ComplaintCase> {
    const procedure = this.procedureOf(wanted.procedure ?? 'opticourtage');
    const at = registeredAt(procedure, wanted);
    const offset = await this.clock.begin(at);
    const { reference } = await this.clock.at(at, () => registerWanted(this.register, procedure, wanted));
    this.clock.keep(reference, offset);
    return new ComplaintCase(this, reference, procedure);
  }

  async close(): Promise<void> {
    for (const end of this.#endings.toReversed()) await end();
  }
}

/** @throws Error where the server's program is not here */
export async function openLifecycle(
  kind: ServerKind,
  options: {
    program: string;
    /** Told of each named point with what the activity was asked for; an attempt ends where it throws. */
    checkpoint?: (point: string, asked: ActivityInput) => void;
    smtpTimeoutSeconds?: number;
  },
): Promise<Lifecycle> {
  const endings: (() => Promise<unknown>)[] = [];
  try {
    const env = await startServer(kind, options.program);
    endings.push(() => env.teardown());
    const database = await registerDatabase();
    endings.push(() => database.drop());
    const clock = new SimulatedClock(() => env.currentTimeMs());
    const register = openRegister(database.url, { clock: clock.clock });
    endings.push(() => register.close());
    await migrate(register);
    const library = new ProcedureLibrary(register, await loadProcedures());
    await library.keepCurrent();
    const mail = await startRecordingMailServer();
    endings.push(() => mail.stop());
    const temporal: TemporalClient = { client: env.client, close: async () => undefined };
    if (kind === 'dev') await registerSearchAttributes(temporal);
    const asked = new AsyncLocalStorage<ActivityInput>();
    const checkpoint = (point: string) => {
      const input = asked.getStore();
      if (input) options.checkpoint?.(point, input);
    };
    const { activities, closeMail } = createActivities(
      { register, library, directory: await loadRecourseDirectory(), smtpUrl: mail.url, checkpoint },
      { SMTP_TIMEOUT_SECONDS: options.smtpTimeoutSeconds ?? 10, PUBLIC_URL: 'http://127.0.0.1' },
    );
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue,
      workflowBundle: { codePath: bundlePath() },
      activities: atComplaintTime(askedIn(asked, activities), clock),
      maxCachedWorkflows: 200,
      shutdownGraceTime: '5 seconds',
      shutdownForceTime: '10 seconds',
    });
    const ended = worker.run();
    endings.push(async () => {
      worker.shutdown();
      await ended;
      closeMail();
    });
    const relay = new Relay(register, deliverTo({ ...temporal, client: atOffset(env.client, clock) }, register));
    return new Lifecycle({ env, register, library, mail, clock, relay, temporal }, endings);
  } catch (fault) {
    for (const end of endings.toReversed()) await end();
    throw fault;
  }
}

function startServer(kind: ServerKind, path: string): Promise<TestWorkflowEnvironment> {
  if (kind === 'skipping') return startSkippingServer(path);
  onlyErrorsAreLogged();
  return TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path } } });
}

/** The bundle that all tests of a run share. */
export function bundlePath(): string {
  const path = process.env['TEST_WORKFLOW_BUNDLE'];
  if (path === undefined) throw new Error('TEST_WORKFLOW_BUNDLE is not set: start the tests through jest.config.js');
  return path;
}

/** Each activity, with what it was asked for in sight of the checkpoints. */
function askedIn(asked: AsyncLocalStorage<ActivityInput>, activities: object): Record<string, Activity> {
  const seen = Object.entries(activities).map(([name, run]): [string, Activity] => [
    name,
    (input) => asked.run(input, () => (run as Activity)(input)),
  ]);
  return Object.fromEntries(seen);
}

/** One complaint: what is done with it, and what can be seen of it. */
export class ComplaintCase {
  readonly reference: string;
  readonly procedure: Procedure;
  readonly #lifecycle: Lifecycle;

  constructor(lifecycle: Lifecycle, reference: string, procedure: Procedure) {
    this.#lifecycle = lifecycle;
    this.reference = reference;
    this.procedure = procedure;
  }

  get #zone(): string {
    return this.procedure.firm.timeZone;
  }

  get database() {
    return this.#lifecycle.register.database;
  }

  /** Staff decide, through the register and the relay; ends when the workflow has applied or refused it and has come to rest. */
  decide(decision: Decision, texts: MessageTexts = ordinaryTexts): Promise<MessageOutcome> {
    return this.say({ signal: 'decide', body: decision }, texts);
  }

  escalate(to: 'insurer' | 'mediator' | 'court', texts: MessageTexts = ordinaryTexts): Promise<MessageOutcome> {
    return this.say({ signal: 'escalate', body: { to } }, texts);
  }

  receive(what: Extract<Message, { signal: 'receive' }>['body']['what'], text = 'Ce que j’ai à dire.'): Promise<MessageOutcome> {
    return this.say({ signal: 'receive', body: { what } }, { text });
  }

  /** A complaint that was made by word of mouth is written. */
  writeDown(sentOn?: CivilDate): Promise<MessageOutcome> {
    return this.say(
      { signal: 'receive', body: { what: 'written-complaint', ...(sentOn ? { sentOn } : {}) } },
      { text: 'La voici.' },
    );
  }

  async say(message: Message, texts: MessageTexts): Promise<MessageOutcome> {
    const acceptance = await this.accept(message, texts);
    if (!acceptance.accepted) throw new Error(`${JSON.stringify(message)} was not accepted: ${acceptance.reason}`);
    await this.deliver();
    await this.rest();
    return this.outcome(acceptance.id);
  }

  /** The same where something cannot come to rest: ends when the message has been applied or refused. */
  async sayAndPass(message: Message, texts: MessageTexts): Promise<MessageOutcome> {
    const acceptance = await this.accept(message, texts);
    if (!acceptance.accepted) throw new Error(`${JSON.stringify(message)} was not accepted: ${acceptance.reason}`);
    await this.deliver();
    return eventually('the message is settled', async () => {
      const outcome = await this.outcome(acceptance.id);
      return outcome.state === 'accepted' ? undefined : outcome;
    });
  }

  /** What the API does: asks the rules, and keeps the message for the relay. */
  accept(message: Message, texts: MessageTexts = ordinaryTexts): Promise<Acceptance> {
    const { clock, register, library } = this.#lifecycle;
    const { reference } = this;
    return clock.during(reference, async () =>
      acceptMessage(register, { reference, message, texts, actor: 'tests' }, await library.rulebookOf(reference)),
    );
  }

  /** A signal from the Temporal command line or UI: its payload and nothing else. @returns what became of it */
  async byHand(signal: Message['signal'], ...payload: unknown[]): Promise<MessageOutcome & { actor: string }> {
    const before = await this.messages();
    // A closed run takes no signal: an engineer would begin another with it, `temporal workflow signal-with-start`.
    if (await this.isRunning()) await this.#handle().signal(signal, ...payload);
    else await this.#begin(signal, payload);
    await this.rest();
    const row = (await this.messages()).find(({ id }) => !before.some((known) => known.id === id));
    if (row === undefined) throw new Error('The signal left no message in the register.');
    return { ...(await this.outcome(row.id)), actor: row.actor };
  }

  /** Lets the relay deliver whatever waits. */
  async deliver(): Promise<void> {
    for (;;) {
      const { delivered, failed, code } = await this.#lifecycle.relay.deliverBatch();
      if (failed > 0) throw new Error(`The relay could not deliver: ${code}`);
      if (delivered === 0) return;
    }
  }

  /** Delivers a message again, as a relay does that ended before it could mark it. */
  async deliverAgain(id: string): Promise<void> {
    const { register } = this.#lifecycle;
    await register.database.updateTable('message').set({ delivered_at: null }).where('id', '=', id).execute();
    await this.deliver();
    await this.rest();
  }

  /** Ends the run by force and begins another at a later moment in the firm's zone, without the time between. */
  async jumpTo(moment: string): Promise<void> {
    const { clock, register } = this.#lifecycle;
    await this.interrupt();
    clock.keep(this.reference, await clock.begin(inZone(moment, this.#zone)));
    const first = register.database.selectFrom('message').select('position').where('reference', '=', this.reference);
    await register.database
      .updateTable('message')
      .set({ delivered_at: null })
      .where('position', '=', first.orderBy('position').limit(1))
      .execute();
    await this.deliver();
  }

  async post(letter: LetterRow, moment: string, registeredNumber?: string): Promise<void> {
    await this.recordPosting(letter, moment, registeredNumber);
    await this.rest();
  }

  /** The mail server that could not deliver a letter says so. */
  async bounce(letter: LetterRow, status = '5.1.1'): Promise<void> {
    const { clock, register } = this.#lifecycle;
    const bounce = { messageId: letter.message_id ?? '', status, at: await this.now(), actor: 'mailbox' };
    await clock.during(this.reference, () => recordBounce(register, bounce));
    await this.deliver();
    await this.rest();
  }

  /** The same where something cannot come to rest. */
  async recordPosting(letter: LetterRow, moment: string, registeredNumber?: string): Promise<void> {
    const { clock, register } = this.#lifecycle;
    const posting = {
      reference: this.reference,
      letter: letter.id,
      on: moment.slice(0, 10),
      at: inZone(moment, this.#zone),
      registeredNumber,
      actor: 'tests',
    };
    await clock.during(this.reference, () => recordPosting(register, posting, rulebook(this.procedure)));
    await this.deliver();
  }

  /** Lets time pass until that moment in the firm's zone; what falls due on the way happens. */
  async goTo(moment: string): Promise<void> {
    const remaining = inZone(moment, this.#zone) - (await this.now());
    if (remaining < -60_000) throw new Error(`It is ${momentIn(await this.now(), this.#zone)} already, later than ${moment}.`);
    if (remaining > 0) await this.#lifecycle.env.sleep(remaining);
    await this.rest();
  }

  /** The same where something cannot come to rest, as a letter that is tried again and again. */
  async passUntil(moment: string): Promise<void> {
    await this.#lifecycle.env.sleep(inZone(moment, this.#zone) - (await this.now()));
    await pause(300);
  }

  now(): Promise<Instant> {
    return this.#lifecycle.clock.now(this.reference);
  }

  /** Ends when no workflow task and no activity is under way: whatever could happen now has happened. */
  async rest(limit = restLimit): Promise<void> {
    await eventually(`${this.reference} comes to rest`, async () => (await this.isAtRest()) || undefined, limit);
    const failure = failureOf(await this.history());
    if (failure !== undefined) throw new Error(`${this.reference} has failed: ${failure}`);
  }

  /** The time-skipping server describes no pending workflow task, so the history tells. */
  async isAtRest(): Promise<boolean> {
    return isQuiet(await this.history());
  }

  /** Ends the run by force and begins another, as after a restore: it takes the complaint up from the register. */
  async runAnew(): Promise<void> {
    await this.interrupt();
    await this.nudge();
  }

  /** Ends the run by force: until the next message nobody keeps the complaint's duties. */
  async interrupt(): Promise<void> {
    await this.#handle().terminate();
  }

  /** The relay's first message again: begins a run where there is none, and changes nothing else. */
  async nudge(): Promise<void> {
    const { register } = this.#lifecycle;
    const { id } = await register.database
      .selectFrom('message')
      .select('id')
      .where('reference', '=', this.reference)
      .orderBy('position')
      .executeTakeFirstOrThrow();
    await this.deliverAgain(id);
  }

  /** What the server shows of activities that fail and are tried again. */
  async pendingFailures(): Promise<unknown> {
    const { raw } = await this.#handle().describe();
    return raw.pendingActivities;
  }

  async isRunning(): Promise<boolean> {
    try {
      return (await this.#handle().describe()).status.name === 'RUNNING';
    } catch (fault) {
      if (fault instanceof WorkflowNotFoundError) return false;
      throw fault;
    }
  }

  status(): Promise<ComplaintStatus> {
    return this.#handle().query(getStatusQuery);
  }

  async facts(): Promise<ComplaintFacts> {
    return (await this.#known()).facts;
  }

  async duties(): Promise<DutyStatus[]> {
    return (await this.#known()).duties;
  }

  async duty(name: DutyName): Promise<DutyStatus> {
    const duty = (await this.duties()).findLast((one) => one.duty === name);
    if (duty === undefined) throw new Error(`${this.reference} has no duty ${name}.`);
    return duty;
  }

  async openDuties(): Promise<DutyName[]> {
    return (await this.duties()).filter(isOpen).map(({ duty }) => duty);
  }

  letterRows(): Promise<LetterRow[]> {
    return lettersOf(this.#lifecycle.register.database, this.reference);
  }

  async letter(kind: LetterKind): Promise<LetterRow> {
    const row = (await this.letterRows()).findLast((one) => one.kind === kind);
    if (row === undefined) throw new Error(`${this.reference} has no letter ${kind}.`);
    return row;
  }

  /** The letter as text, with ordinary spaces instead of those that hold a day and its month together. */
  async textOf(kind: LetterKind): Promise<string> {
    const { text } = await readLetterContent(this.database, await this.letter(kind));
    return text.replaceAll(/[\u00a0\u202f]/g, ' ');
  }

  /** To whom a letter goes: an e-mail address, or the lines of a postal one. */
  async addresseeOf(kind: LetterKind): Promise<string> {
    const { to } = await readLetterContent(this.database, await this.letter(kind));
    return to.email ?? [to.name, ...(to.address ?? [])].join(', ');
  }

  /** When a letter left, in the firm's zone. */
  async sentAt(kind: LetterKind): Promise<string> {
    const { sent_at } = await this.letter(kind);
    return sent_at === null ? 'not sent' : momentIn(sent_at.getTime(), this.#zone);
  }

  /** `acknowledgement sent 2026-05-27`, in the order of their writing. */
  async letters(): Promise<string[]> {
    return (await this.letterRows()).map(({ kind, state, sent_at }) =>
      sent_at === null ? `${kind} ${state}` : `${kind} ${state} ${civilDateAt(sent_at.getTime(), this.#zone)}`,
    );
  }

  /** `final-response procedure 2026-07-13 not-done-in-time`, in the order of the alphabet, without those withdrawn. */
  async breaches(): Promise<string[]> {
    return (await this.breachRows())
      .map(({ duty, source, due_on, reason }) => `${duty} ${source} ${due_on} ${reason}`)
      .toSorted();
  }

  /** Without those withdrawn. */
  async breachRows(): Promise<BreachRow[]> {
    const rows = await breachesOf(this.#lifecycle.register.database, this.reference);
    return rows.filter(({ withdrawn_at }) => withdrawn_at === null);
  }

  journal(): Promise<JournalLine[]> {
    return readJournal(this.#lifecycle.register.database, this.reference);
  }

  messages() {
    const { database } = this.#lifecycle.register;
    return database.selectFrom('message').selectAll().where('reference', '=', this.reference).orderBy('position').execute();
  }

  async outcome(id: string): Promise<MessageOutcome> {
    const outcome = await readOutcome(this.#lifecycle.register.database, this.reference, id);
    if (outcome === undefined) throw new Error(`There is no message ${id}.`);
    return outcome;
  }

  /** The mails about this complaint, in the order of their arrival. */
  mails() {
    return this.#lifecycle.mail.received.filter(({ subject, raw }) => `${subject}${raw}`.includes(this.reference));
  }

  async #begin(signal: string, signalArgs: unknown[]): Promise<void> {
    const { reference } = this;
    await this.#lifecycle.env.client.workflow.signalWithStart('complaintWorkflow', {
      workflowId: reference,
      taskQueue,
      args: [{ reference, clockOffset: this.#lifecycle.clock.offsetOf(reference) }],
      signal,
      signalArgs,
    });
  }

  #handle() {
    return this.#lifecycle.env.client.workflow.getHandle(this.reference);
  }

  async history() {
    return this.#handle().fetchHistory();
  }

  async #known() {
    const complaint = await readComplaint(this.#lifecycle.register.database, this.reference);
    if (complaint === undefined) throw new Error(`There is no complaint ${this.reference}.`);
    return complaint;
  }
}

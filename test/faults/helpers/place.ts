import { msToTs } from '@temporalio/common/lib/time.js';
import { sql } from 'kysely';
import { readComplaint } from '../../../register/complaints.ts';
import { lettersOf } from '../../../register/queries.ts';
import type { Register } from '../../../register/register.ts';
import { readEnvironment } from '../../../start/environment.ts';
import { makeLog } from '../../../start/log.ts';
import { openRegisterParts, type RegisterParts } from '../../../start/register-parts.ts';
import { startApi } from '../../../start/run-api.ts';
import { startRelay } from '../../../start/run-relay.ts';
import { registerSearchAttributes, type TemporalClient, temporalClient } from '../../../start/temporal-client.ts';
import type { LetterKind } from '../../../workflows/domain/letters.ts';
import { workflowIdOf } from '../../../workflows/messages.ts';
import { type Account, accountOf, type ComplaintAccount } from './account.ts';
import { eventually } from './eventually.ts';
import { type RunningProcess, type StartProcess, steadyPort } from './processes.ts';
import { adminToken, Staff, sessionSecret } from './staff.ts';

/** Where the servers of a place are. */
export interface Servers {
  databaseUrl: string;
  temporalAddress: string;
  namespace: string;
  smtpUrl: string;
}

const log = makeLog({ level: 'silent' });

/** A Doléance of its own: one register, one Temporal namespace, and what a test starts on them. */
export class Place {
  readonly parts: RegisterParts;
  readonly temporal: TemporalClient;
  readonly servers: Servers;
  readonly #start: StartProcess;
  readonly #accepted: Map<string, string[]>;
  readonly #endings: (() => Promise<unknown>)[] = [];

  private constructor(parts: RegisterParts, servers: Servers, start: StartProcess, accepted: Map<string, string[]>) {
    this.#accepted = accepted;
    this.parts = parts;
    this.servers = servers;
    this.#start = start;
    this.temporal = temporalClient({ address: servers.temporalAddress, namespace: servers.namespace });
    this.#endings.push(
      () => parts.register.close(),
      () => this.temporal.close(),
    );
  }

  /** Opens the register; Temporal need not be there yet. @param accepted what was accepted before */
  static async open(servers: Servers, start: StartProcess, accepted = new Map<string, string[]>()): Promise<Place> {
    return new Place(await openRegisterParts(servers.databaseUrl, readEnvironment({})), servers, start, accepted);
  }

  get register(): Register {
    return this.parts.register;
  }

  /** Makes the namespace where it is missing, and registers the search attributes. */
  async prepareTemporal(): Promise<void> {
    const { client } = this.temporal;
    const { namespace } = this.servers;
    await client.workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('90 days') })
      .catch(() => undefined);
    await eventually(`Temporal knows the namespace ${namespace}`, async () => {
      await registerSearchAttributes(this.temporal);
      return true;
    });
  }

  /** Starts the worker or the relay alone, as it runs in production. @param faultAt where it kills itself */
  run(part: 'worker' | 'relay', faultAt?: string): RunningProcess {
    return this.#start(`start/${part}.ts`, this.#environment(faultAt));
  }

  /** Starts the API alone. */
  async runApi(faultAt?: string): Promise<{ staff: Staff; api: RunningProcess }> {
    const port = await steadyPort();
    const api = this.#start('start/api.ts', { ...this.#environment(faultAt), PORT: String(port) });
    return { api, staff: await new Staff(`http://127.0.0.1:${port}`, this.#accepted).untilThere() };
  }

  /** Runs an API within the test, where only what comes after it is to be killed. */
  async openApi(): Promise<Staff> {
    const environment = readEnvironment({ PORT: String(await steadyPort()) });
    const api = await startApi(this.parts, environment, {
      token: adminToken,
      sessionSecret,
      temporal: this.temporal,
      temporalUi: undefined,
      log,
      checkpoint: () => undefined,
    });
    this.#endings.push(() => api.stop());
    return new Staff(api.url, this.#accepted);
  }

  /** Runs a relay within the test. */
  async openRelay(): Promise<void> {
    const relay = await startRelay(this.register, { temporal: this.temporal, log, checkpoint: () => undefined });
    this.#endings.push(() => relay.stop());
  }

  async account(mails: readonly Buffer[]): Promise<Account> {
    return accountOf(this.register, this.#accepted, mails);
  }

  /** The account of a place that has one complaint. */
  async accountOfOne(mails: readonly Buffer[]): Promise<ComplaintAccount> {
    const { faults, sent, possiblyDuplicated, breaches } = await this.account(mails);
    const of = (lists: Record<string, string[]>) => Object.values(lists).flat();
    return { faults, sent: of(sent), possiblyDuplicated: of(possiblyDuplicated), breaches: of(breaches) };
  }

  async untilSent(reference: string, ...wanted: LetterKind[]): Promise<void> {
    await eventually(`${reference} was sent ${wanted.join(', ')}`, async () => {
      const letters = await lettersOf(this.register.database, reference);
      return wanted.every((kind) => letters.some((letter) => letter.kind === kind && letter.state === 'sent'));
    });
  }

  async untilTriedInVain(reference: string, times: number): Promise<void> {
    await eventually(`a letter of ${reference} was tried ${times} times in vain`, async () => {
      const letters = await lettersOf(this.register.database, reference);
      return letters.some(({ attempts, state }) => attempts >= times && state === 'queued');
    });
  }

  async untilAlerted(reference: string, times: number): Promise<void> {
    await eventually(`the manager was told ${times} times of a breach`, async () => {
      const letters = await lettersOf(this.register.database, reference);
      return letters.filter(({ kind, state }) => kind === 'breach-alert' && state === 'sent').length >= times;
    });
  }

  /** Until nothing waits for the relay. */
  async untilDelivered(): Promise<void> {
    const waiting = this.register.database.selectFrom('message').select('id').where('delivered_at', 'is', null);
    await eventually('everything is delivered', async () => (await waiting.execute()).length === 0);
  }

  /** Until everything accepted is applied or refused. */
  async untilAllApplied(): Promise<void> {
    const waiting = this.register.database.selectFrom('message').select('id').where('state', '=', 'accepted');
    await eventually('everything accepted is applied', async () => (await waiting.execute()).length === 0);
  }

  async untilNoLetterWaits(): Promise<void> {
    const waiting = this.register.database.selectFrom('letter').select('id').where('state', 'in', ['queued', 'sending']);
    await eventually('no letter waits to be sent', async () => (await waiting.execute()).length === 0);
  }

  /** Until a complaint is closed, and its workflow has ended well. */
  async untilClosed(reference: string): Promise<void> {
    await eventually(`${reference} is closed`, async () => {
      const complaint = await readComplaint(this.register.database, reference);
      if (complaint?.facts.closure === undefined) return false;
      return (await this.#statusOf(reference)) === 'COMPLETED';
    });
  }

  /** True where a workflow waits for a complaint, worker or not. */
  async isRunning(reference: string): Promise<boolean> {
    return (await this.#statusOf(reference)) === 'RUNNING';
  }

  /** Ends what runs within the test; processes are ended by whoever has started them. */
  async close(): Promise<void> {
    for (const end of this.#endings.toReversed()) await end();
  }

  /** How many signals stand in the history of a complaint's workflow. */
  async signalsOf(reference: string): Promise<number> {
    const { events } = await this.temporal.client.workflow.getHandle(workflowIdOf(reference)).fetchHistory();
    return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
  }

  /** How many connections listen for the register's notifications. */
  async listeners(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) from pg_stat_activity where application_name = 'doleance-listen'`.execute(this.register.database);
    return rows[0]?.count ?? 0;
  }

  async count(table: 'complaint' | 'message'): Promise<number> {
    const counted = this.register.database.selectFrom(table).select((row) => row.fn.countAll<number>().as('count'));
    return (await counted.executeTakeFirstOrThrow()).count;
  }

  async #statusOf(reference: string): Promise<string> {
    const { client } = this.temporal;
    return (await client.workflow.getHandle(workflowIdOf(reference)).describe()).status.name;
  }

  #environment(faultAt: string | undefined): Record<string, string> {
    const { databaseUrl, temporalAddress, namespace, smtpUrl } = this.servers;
    return {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      SMTP_URL: smtpUrl,
      SMTP_TIMEOUT_SECONDS: '10',
      ADMIN_API_TOKEN: adminToken,
      SESSION_SECRET: sessionSecret,
      LOG_LEVEL: 'debug',
      ...(faultAt === undefined ? {} : { FAULT_AT: faultAt }),
    };
  }
}

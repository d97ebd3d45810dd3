import { sql } from 'kysely';
import { anchorJournal } from './journal.ts';
import { Notifications } from './notifications.ts';
import type { Queries, Register } from './register.ts';
import type { MessageRow } from './tables.ts';

/** A message as it is handed to the complaint's workflow. */
export interface OutgoingMessage {
  reference: string;
  id: string;
  signal: 'decide' | 'escalate' | 'receive';
  body: Record<string, unknown>;
}

/** Hands one message to its workflow, and begins the workflow where none runs. Rejects where it could not. */
export type Deliver = (message: OutgoingMessage) => Promise<void>;

const batchSize = 32;
const pollMilliseconds = 2_000;
const mostDoublings = 4;

/**
 * Carries what was accepted from the register to the workflows: per complaint strictly in the order of acceptance,
 * each message until it has arrived. Several relays may run at once. A message that was delivered but not yet marked
 * when a relay ended is delivered again; the register knows it by its id.
 */
export class Relay {
  readonly #register: Register;
  readonly #deliver: Deliver;
  readonly #checkpoint: (point: string) => void;
  readonly #reportFault: (fault: { waiting: number; code: string }) => void;
  readonly #notifications: Notifications;
  #wake: () => void = () => undefined;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(
    register: Register,
    deliver: Deliver,
    {
      checkpoint = () => undefined,
      reportFault = () => undefined,
    }: { checkpoint?: (point: string) => void; reportFault?: (fault: { waiting: number; code: string }) => void } = {},
  ) {
    this.#register = register;
    this.#deliver = deliver;
    this.#checkpoint = checkpoint;
    this.#reportFault = reportFault;
    this.#notifications = new Notifications(register.url, 'outbox');
  }

  async start(): Promise<void> {
    await this.#notifications.open();
    this.#notifications.subscribe(() => this.#wake());
    this.#running = this.#run();
  }

  /** Finishes the batch in hand, then stops. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
    await this.#notifications.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const result = await this.deliverBatch().catch((error: unknown) => ({ delivered: 0, failed: 0, code: codeOf(error) }));
      if (result.code !== undefined) this.#reportFault({ waiting: result.failed, code: result.code });
      if (result.delivered + result.failed === 0) await this.#idle();
    }
  }

  async #idle(): Promise<void> {
    await anchorJournal(this.#register).catch(() => undefined);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMilliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#stopped) this.#wake();
    });
    this.#wake = () => undefined;
  }

  /** Delivers the next message of each of up to 32 complaints; one that fails is tried again later and holds up no other. */
  async deliverBatch(): Promise<{ delivered: number; failed: number; code?: string }> {
    return this.#register.database.transaction().execute(async (queries) => {
      const heads = await claimHeads(queries);
      const results = await Promise.allSettled(heads.map(outgoing).map(this.#deliver));
      if (heads.length > 0) this.#checkpoint('relay-between-delivery-and-mark');
      const succeeded = (_: MessageRow, place: number) => results[place]?.status === 'fulfilled';
      const arrived = heads.filter(succeeded);
      const failed = heads.filter((head, place) => !succeeded(head, place));
      await markDelivered(queries, arrived);
      await putOff(queries, failed);
      const fault = results.find((result) => result.status === 'rejected');
      return { delivered: arrived.length, failed: failed.length, ...(fault ? { code: codeOf(fault.reason) } : {}) };
    });
  }
}

async function markDelivered(queries: Queries, messages: MessageRow[]): Promise<void> {
  if (messages.length === 0) return;
  const ids = messages.map((message) => message.id);
  await queries.updateTable('message').set({ delivered_at: new Date() }).where('id', 'in', ids).execute();
}

/** The next attempt comes after one second, then two, then four, up to sixteen. */
async function putOff(queries: Queries, messages: MessageRow[]): Promise<void> {
  if (messages.length === 0) return;
  await queries
    .updateTable('message')
    .set({
      failures: sql<number>`failures + 1`,
      retry_at: sql<Date>`clock_timestamp() + make_interval(secs => power(2, least(failures, ${mostDoublings})))`,
    })
    .where(
      'id',
      'in',
      messages.map((message) => message.id),
    )
    .execute();
}

/** The oldest undelivered message of each complaint, locked; what another relay holds is left to it. */
async function claimHeads(queries: Queries): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select * from message head
    where head.delivered_at is null and (head.retry_at is null or head.retry_at <= clock_timestamp()) and not exists (
      select from message earlier
      where earlier.reference = head.reference and earlier.delivered_at is null and earlier.position < head.position)
    order by head.position limit ${batchSize} for update skip locked`.execute(queries);
  return rows;
}

function outgoing(row: MessageRow): OutgoingMessage {
  return { reference: row.reference, id: row.id, signal: row.signal, body: row.body };
}

/** A fault's code and nothing else: messages of the database or of Temporal may hold what was sent. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  return error instanceof Error ? error.name : 'unknown';
}

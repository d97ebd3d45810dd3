import pg from 'pg';

/**
 * Listens to the register's notifications on a connection of its own, and connects again after a fault.
 * A notification only wakes: what it speaks of is read from the tables, so that a lost one delays and loses nothing.
 */
export class Notifications {
  readonly #url: string;
  readonly #channel: string;
  readonly #listeners = new Set<(payload: string) => void>();
  #client: pg.Client | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(url: string, channel: 'outbox' | 'message_settled' | 'journal') {
    this.#url = url;
    this.#channel = channel;
  }

  /** Begins to listen; the first connection is made before it returns. */
  async open(): Promise<void> {
    await this.#connect();
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (payload: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 5_000,
      application_name: 'doleance-listen',
    });
    client.on('notification', ({ payload = '' }) => {
      for (const listener of this.#listeners) listener(payload);
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`listen ${this.#channel}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    // Only one that listened is replaced when it ends: a failed attempt is repeated by whoever made it.
    client.on('end', () => this.#connectAgain());
    this.#client = client;
    if (this.#closed) await client.end();
  }

  #connectAgain(): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#connect().catch(() => this.#connectAgain());
    }, 1_000);
    this.#retry.unref();
  }
}

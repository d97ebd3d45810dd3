import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../register/migrate.ts';
import { type Clock, openRegister, type Register } from '../register/register.ts';

/**
 * Registers for one story after another, each empty: so a complaint has the same reference, and its letters leave at the same second,
 * whether its story is told alone or after others.
 */
export class FreshRegisters {
  /** The register of the story that is being told. */
  readonly register: Register;
  readonly #server: string;
  readonly #clock: Clock;
  readonly #name = `simulation_${randomBytes(6).toString('hex')}`;
  #current: Register | undefined;
  #count = 0;

  private constructor(server: string, clock: Clock) {
    this.#server = server;
    this.#clock = clock;
    const current = () => this.#open();
    this.register = {
      get database() {
        return current().database;
      },
      url: server,
      clock,
      close: () => this.close(),
    };
  }

  /**
   * Makes the register that the others are copied from.
   *
   * @param server the address of any database on a PostgreSQL server, as a user who may make databases
   * @param fill puts into it what every story finds there
   */
  static async make(server: string, clock: Clock, fill: (register: Register) => Promise<void>): Promise<FreshRegisters> {
    const registers = new FreshRegisters(server, clock);
    await registers.#run(`create database ${registers.#name}`);
    const pattern = openRegister(registers.#urlOf(registers.#name), { clock });
    try {
      await migrate(pattern);
      await fill(pattern);
    } finally {
      await pattern.close();
    }
    return registers;
  }

  /** From now on `register` is an empty one. */
  async next(): Promise<void> {
    await this.#dropCurrent();
    this.#count += 1;
    const name = `${this.#name}_${this.#count}`;
    await this.#run(`create database ${name} template ${this.#name}`);
    this.#current = openRegister(this.#urlOf(name), { clock: this.#clock });
  }

  /** Removes them all. */
  async close(): Promise<void> {
    await this.#dropCurrent();
    await this.#run(`drop database if exists ${this.#name} with (force)`);
  }

  #open(): Register {
    if (this.#current === undefined) throw new Error('No story is being told: FreshRegisters.next begins one.');
    return this.#current;
  }

  async #dropCurrent(): Promise<void> {
    if (this.#current === undefined) return;
    await this.#current.close();
    this.#current = undefined;
    await this.#run(`drop database if exists ${this.#name}_${this.#count} with (force)`);
  }

  #urlOf(name: string): string {
    const url = new URL(this.#server);
    url.pathname = `/${name}`;
    return url.href;
  }

  async #run(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

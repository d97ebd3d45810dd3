import { createHash } from 'node:crypto';
import { type SessionData, Store } from 'express-session';
import { sql } from 'kysely';
import type { Register } from '../../register/register.ts';

/** How long sessions last; milliseconds. */
export interface SessionLimits {
  /** Without anything being done. */
  idle: number;
  /** From signing in, whatever is done. */
  whole: number;
}

/**
 * Keeps the desk's sessions in the register, so that every API process knows them and a restart signs nobody out. They are judged by the
 * wall clock. A session that has ended keeps its row for a day: a request that was still under way cannot bring it back.
 */
export class SessionStore extends Store {
  readonly #register: Register;
  readonly #limits: SessionLimits;
  /** Ids of sessions that were read and are to be prolonged when their request ends. */
  readonly #due = new Set<string>();

  constructor(register: Register, limits: SessionLimits) {
    super();
    this.#register = register;
    this.#limits = limits;
  }

  override get(id: string, callback: (fault?: unknown, session?: SessionData | null) => void): void {
    this.#read(id).then((session) => callback(undefined, session), callback);
  }

  override set(id: string, session: SessionData, callback?: (fault?: unknown) => void): void {
    this.#keep(id, session).then(
      () => callback?.(),
      (fault: unknown) => callback?.(fault),
    );
  }

  override touch(id: string, _session: SessionData, callback?: (fault?: unknown) => void): void {
    this.#prolong(id).then(
      () => callback?.(),
      (fault: unknown) => callback?.(fault),
    );
  }

  /** Does not prolong the session for the request that is under way. */
  leave(id: string): void {
    this.#due.delete(id);
  }

  override destroy(id: string, callback?: (fault?: unknown) => void): void {
    this.#end(id).then(
      () => callback?.(),
      (fault: unknown) => callback?.(fault),
    );
  }

  async #read(id: string): Promise<SessionData | null> {
    const { rows } = await sql<{ content: SessionData; due: boolean }>`
      select content, expires_at < now() + ${this.#idle()} - interval '1 minute' as due from desk_session
      where id = ${digestOfSession(id)} and expires_at > now() and created_at > now() - ${this.#whole()}`.execute(
      this.#register.database,
    );
    if (rows[0]?.due) this.#due.add(id);
    return rows[0]?.content ?? null;
  }

  async #keep(id: string, session: SessionData): Promise<void> {
    this.#due.delete(id);
    const { database } = this.#register;
    const { rows } = await sql<{ is_new: boolean }>`
      insert into desk_session as known (id, account, content, created_at, expires_at)
      values (${digestOfSession(id)}, ${session.account ?? null}, ${JSON.stringify(session)}, now(), now() + ${this.#idle()})
      on conflict (id) do update set account = excluded.account, content = excluded.content, expires_at = excluded.expires_at
      where known.expires_at > now()
      returning xmax = 0 as is_new`.execute(database);
    if (rows[0]?.is_new) await this.#forgetOld();
  }

  /** Once a minute at most: a page and what it loads are one thing done, and the register is not asked to write it down again. */
  async #prolong(id: string): Promise<void> {
    if (!this.#due.delete(id)) return;
    await sql`
      update desk_session set expires_at = now() + ${this.#idle()}
      where id = ${digestOfSession(id)} and expires_at > now() and expires_at < now() + ${this.#idle()} - interval '1 minute'`.execute(
      this.#register.database,
    );
  }

  async #end(id: string): Promise<void> {
    this.#due.delete(id);
    await sql`
      update desk_session set expires_at = now(), content = '{}', account = null where id = ${digestOfSession(id)}`.execute(
      this.#register.database,
    );
  }

  /** Each new session takes some old ones away, so that they never become many; of who never signed in, nothing need stay. */
  async #forgetOld(): Promise<void> {
    await sql`
      delete from desk_session where id in (
        select id from desk_session
        where expires_at < now() and (expires_at < now() - interval '1 day' or account is null and content <> '{}')
        limit 100 for update skip locked)`.execute(this.#register.database);
  }

  #idle() {
    return sql`make_interval(secs => ${this.#limits.idle / 1_000})`;
  }

  #whole() {
    return sql`make_interval(secs => ${this.#limits.whole / 1_000})`;
  }
}

/** What is kept of a session's id: who reads the table can use none. */
export function digestOfSession(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { registerKey } from '../../register/intakes/keys.ts';
import type { Queries } from '../../register/register.ts';
import type { Situation } from '../../workflows/domain/judge.ts';
import type { Act } from './acts.ts';

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** What a form is for. */
export interface FormSubject {
  reference: string;
  act: Act;
  /** The decision that it answers; absent where it answers none. */
  decision: string | undefined;
}

/** What a form of an act is for as the complaint stands: who accepts an offer accepts that one, and no other that has come since. */
export function subjectOf(act: Act, { facts }: Situation): FormSubject {
  return { reference: facts.reference, act, decision: act === 'accept' ? facts.result?.decision : undefined };
}

/** The key of a form on somebody's page, signed: only that page gives it out, and what is sent twice with it is one message. */
export async function newFormKey(queries: Queries, subject: FormSubject): Promise<string> {
  const id = randomUUID();
  return `${id}.${await signature(queries, subject, id)}`;
}

/** The id in a key that this page gave out for this subject; undefined for any other text. */
export async function readFormKey(queries: Queries, subject: FormSubject, key: string | undefined): Promise<string | undefined> {
  const [, id, signed] = form.exec(key ?? '') ?? [];
  if (id === undefined || signed === undefined) return undefined;
  const wanted = await signature(queries, subject, id);
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(signed)) ? id : undefined;
}

async function signature(queries: Queries, { reference, act, decision }: FormSubject, id: string): Promise<string> {
  const key = await registerKey(queries, 'forms');
  const about = decision === undefined ? act : `${act} of ${decision}`;
  return createHmac('sha256', key).update(`private page of ${reference}, ${about}: ${id}`).digest('base64url');
}

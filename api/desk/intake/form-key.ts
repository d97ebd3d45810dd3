import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { registerKey } from '../../../register/intakes/keys.ts';
import type { Queries } from '../../../register/register.ts';
import type { Instant } from '../../../workflows/domain/time.ts';

/** So long is a form good: in milliseconds, a week. */
const goodFor = 7 * 24 * 3_600_000;

const form = /^([0-9a-f-]{36})\.(\d{13})\.([A-Za-z0-9_-]{43})$/;

/** The id of a new form, signed: the form that is sent twice is one complaint, and nobody else makes such ids. */
export async function newFormKey(queries: Queries, now: Instant): Promise<string> {
  const begun = `${randomUUID()}.${String(now).padStart(13, '0')}`;
  return `${begun}.${signature(await registerKey(queries, 'forms'), begun)}`;
}

/** The id of the form, where it is one of ours and not too old; undefined else: then a new form is sent, with what was typed. */
export async function formKeyOf(queries: Queries, given: string | undefined, now: Instant): Promise<string | undefined> {
  const [, id, at, signed] = form.exec(given ?? '') ?? [];
  if (id === undefined || at === undefined || signed === undefined || now - Number(at) > goodFor) return undefined;
  const wanted = signature(await registerKey(queries, 'forms'), `${id}.${at}`);
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(signed)) ? id : undefined;
}

function signature(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { draftLife } from '../../register/drafts.ts';
import { registerKey } from '../../register/intakes/keys.ts';
import type { Queries } from '../../register/register.ts';
import type { Instant } from '../../workflows/domain/time.ts';

/** What a form carries, signed: it names its draft, and is the key by which the same complaint is known when it is sent again. */
export interface FormToken {
  /** The draft's id. */
  draft: string;
  /** When its page was first opened. */
  begunAt: Instant;
  /** As the form and the cookie carry it. */
  text: string;
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{13})\.([\w-]{43})$/;

/** The token of a form that nobody has filled in yet. @param begunAt when its page was first opened; left out, now */
export async function newToken(queries: Queries, procedure: string, now: Instant, begunAt = now): Promise<FormToken> {
  const draft = randomUUID();
  const named = `${draft}.${String(begunAt).padStart(13, '0')}`;
  return { draft, begunAt, text: `${named}.${signature(await registerKey(queries, 'forms'), procedure, named)}` };
}

/** A token that this firm's form gave out; undefined for any other text. Whether its draft is still there, the draft says. */
export async function readToken(queries: Queries, procedure: string, text: string | undefined): Promise<FormToken | undefined> {
  const [, draft, begun, signed] = form.exec(text ?? '') ?? [];
  if (text === undefined || draft === undefined || begun === undefined || signed === undefined) return undefined;
  const wanted = signature(await registerKey(queries, 'forms'), procedure, `${draft}.${begun}`);
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(signed))) return undefined;
  return { draft, begunAt: Number(begun), text };
}

/** Whether a page with this token is so old that its draft may have gone. */
export function isOutdated({ begunAt }: FormToken, now: Instant): boolean {
  return now - begunAt > draftLife;
}

function signature(key: Buffer, procedure: string, named: string): string {
  return createHmac('sha256', key).update(`complaint form of ${procedure}: ${named}`).digest('base64url');
}

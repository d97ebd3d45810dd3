import { Router } from 'express';
import type { z } from 'zod';
import { readComplaint } from '../../register/complaints.ts';
import { foresee } from '../../register/foresee.ts';
import { type ComplaintInPath, complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { MessageContents } from '../messages/message-contents.ts';
import { decisions, escalations, type MessageKind } from '../messages/message-kinds.ts';
import { refusalAtOnce } from '../messages/refusal.ts';
import { notFound } from '../problems/problems.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import type { PreviewView } from '../schemas/preview.ts';
import { type ForeseenLetter, lettersOfMessage } from './letters-of-message.ts';

/** The letters of a decision or an escalation before it is taken. */
export function previewRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/complaints/:reference/decisions/preview', { post: previewing(dependencies, decisions) });
  offer(router, '/api/complaints/:reference/escalations/preview', { post: previewing(dependencies, escalations) });
  return router;
}

/** Reads and checks what is sent as the real thing would, and answers its letters; nothing is kept. */
function previewing<Schema extends z.ZodType>(
  dependencies: ApiDependencies,
  { schema, check, contents }: MessageKind<Schema>,
): Handler {
  const { register, directory } = dependencies;
  return async (request, response) => {
    const known = await complaintInPath(dependencies, request, response);
    const body = readFields(schema, request.body);
    const now = register.clock();
    const today = known.rulebook.dayOf(now);
    check?.(body, today);
    const message = contents(body, { directory, today });
    const letters = await lettersNow(dependencies, known, message, now);
    response.json({ items: letters.map((letter) => shown(letter, today)) } satisfies PreviewView);
  };
}

/** One picture of the register for all that is read: a letter that leaves meanwhile is in all of it or in none. */
async function lettersNow(
  dependencies: ApiDependencies,
  known: ComplaintInPath,
  message: MessageContents,
  now: number,
): Promise<ForeseenLetter[]> {
  const { register } = dependencies;
  const { reference, rulebook } = known;
  const snapshot = register.database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  const found = await snapshot.execute(async (queries) => {
    const complaint = await readComplaint(queries, reference);
    if (!complaint) throw notFound('There is no complaint of this reference.');
    const foresight = await foresee(queries, complaint, message, rulebook, now);
    if (!foresight.allowed) return foresight;
    const picture = { ...dependencies, register: { ...register, database: queries }, known, now };
    return { allowed: true as const, letters: await lettersOfMessage(picture, message, foresight) };
  });
  if (!found.allowed) throw await refusalAtOnce(dependencies, known, found.reason, message);
  return found.letters;
}

function shown(
  { kind, recipient, language, to, rendered, missing }: ForeseenLetter,
  today: string,
): PreviewView['items'][number] {
  const { name, email, address } = to;
  const isKnown = name !== '' || email !== undefined || address !== undefined;
  return {
    kind,
    recipient,
    language,
    way: email === undefined ? 'post' : 'e-mail',
    letterDate: today,
    ...(isKnown
      ? { to: { name, ...(email === undefined ? {} : { email }), ...(address === undefined ? {} : { address }) } }
      : {}),
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    ...(missing.length === 0 ? {} : { missing }),
  };
}

import { Router } from 'express';
import type { z } from 'zod';
import { currentDirectory } from '../../register/insurers/insurers.ts';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { decisions, escalations, type MessageKind, received } from '../messages/message-kinds.ts';
import { refusalAtOnce } from '../messages/refusal.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import type { PreviewView } from '../schemas/preview.ts';
import { lettersNow } from './letters-now.ts';
import type { ForeseenLetter } from './letters-of-message.ts';

/** The letters of a decision, an escalation or something received before it is kept. */
export function previewRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/complaints/:reference/decisions/preview', { post: previewing(dependencies, decisions) });
  offer(router, '/api/complaints/:reference/escalations/preview', { post: previewing(dependencies, escalations) });
  offer(router, '/api/complaints/:reference/received/preview', { post: previewing(dependencies, received) });
  return router;
}

/** Reads and checks what is sent as the real thing would, and answers its letters; nothing is kept. */
function previewing<Schema extends z.ZodType>(
  dependencies: ApiDependencies,
  { schema, check, contents }: MessageKind<Schema>,
): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const known = await complaintInPath(dependencies, request, response);
    const body = readFields(schema, request.body);
    const now = register.clock();
    const today = known.rulebook.dayOf(now);
    check?.(body, today);
    const { country } = known.procedure.firm;
    const message = contents(body, { directory: await currentDirectory(dependencies), today, country });
    const foreseen = await lettersNow(dependencies, known, message, now);
    if (!foreseen.allowed) throw await refusalAtOnce(dependencies, known, foreseen.reason, message);
    const { letters, onceApproved } = foreseen;
    response.json({
      items: letters.map((letter) => shown(letter, today)),
      ...(onceApproved ? { onceApproved: onceApproved.map((letter) => shown(letter, today)) } : {}),
    } satisfies PreviewView);
  };
}

function shown(
  { kind, recipient, language, to, rendered, missing, editable, edited }: ForeseenLetter,
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
    ...(editable === undefined ? {} : { editable }),
    ...(edited ? { edited } : {}),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

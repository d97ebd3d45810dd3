import type { Request, Response } from 'express';
import { mostOfDraft } from '../../attachments/limits.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { type DraftBudget, type DraftSource, draftRoom, draftRoomAgainAt } from '../../register/draft-budget.ts';
import { networkOf } from '../access/network.ts';
import { publicMessage } from '../public/words/words.ts';
import type { Form, Visit } from './form.ts';
import type { FormRoom } from './reading.ts';

/** Milliseconds. */
const anHour = 3_600_000;

/** With whose files those of a form are counted. */
export function sourceOf({ id }: Procedure, request: Request): DraftSource {
  return { firm: id, network: networkOf(request) };
}

/** What the files of a form may take now: what any form may, or what is left of the budgets of all forms that nobody has sent. */
export async function roomOfForm({ dependencies, budget }: Form, source: DraftSource): Promise<FormRoom> {
  const most = mostOfDraft(dependencies.attachments.limits);
  const { left, of } = await draftRoom(dependencies.register.database, source, budget);
  return left < most ? { left, of, isFull: left <= 0 } : { left: most };
}

/**
 * Says that files were not kept since a budget is spent, and when to bring them again. What came too often from one network is its own doing
 * (429); that a firm has no more room is not, and passes (413 with Retry-After, as RFC 9110 has it).
 */
export async function tellFull(
  { dependencies, gate }: Form,
  { procedure, page, now }: Visit,
  { request, response, of }: { request: Request; response: Response; of: keyof DraftBudget },
): Promise<{ status: 413 | 429; urgent: string }> {
  const { register, log } = dependencies;
  // The text is kept already: that nobody can say when must not keep its page from being shown.
  const again = await gate
    .through(() => draftRoomAgainAt(register.database, sourceOf(procedure, request), of, now))
    .catch(() => now + anHour);
  response.set('Retry-After', String(Math.ceil((again - now) / 1_000)));
  if (of === 'firm')
    log.warn({ procedure: procedure.id }, 'files of forms that nobody has sent are at DRAFT_FILES_FIRM_MB: no more are kept');
  const { firm, channels } = procedure;
  const post = channels.some(({ channel, address }) => channel === 'letter' && address !== undefined) ? 'yes' : 'no';
  return {
    status: of === 'network' ? 429 : 413,
    urgent: `${publicMessage(page, `form.full.${of}`)} ${publicMessage(page, 'form.full.instead', { email: firm.email, post })}`,
  };
}

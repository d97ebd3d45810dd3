import type { z } from 'zod';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { currentDirectory } from '../../register/insurers/insurers.ts';
import { type Acceptance, acceptMessage, repeated } from '../../register/messages.ts';
import { earlierRequest } from '../../register/queries.ts';
import type { RequestKey } from '../../register/request-keys.ts';
import type { SeenState } from '../../register/seen-state.ts';
import { type Caller, mustMay } from '../access/caller.ts';
import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { capabilityFor } from './capability.ts';
import { checkEditedLetters } from './edited-letters.ts';
import type { MessageKind } from './message-kinds.ts';
import { refusalAtOnce } from './refusal.ts';

export type Accepted = Extract<Acceptance, { accepted: true }>;

/** What a key to a message that may be sent again belongs to. */
export function routeOfMessage(reference: string, { path }: Pick<MessageKind<z.ZodType>, 'path'>): string {
  return `POST /api/complaints/${reference}/${path}`;
}

/**
 * Accepts a message, from the API or from a form of the desk: dates, letters and rules are checked, and it is kept.
 *
 * @param seen asked for once a repetition has been ruled out: it is not judged by what it has seen
 * @throws Problem where it is refused, or is not for the caller to send
 * @throws ComplaintChanged
 */
export async function acceptBody<Schema extends z.ZodType>(
  dependencies: ApiDependencies,
  { check, contents }: MessageKind<Schema>,
  known: ComplaintInPath,
  body: z.output<Schema>,
  { caller, requestKey, seen }: { caller: Caller; requestKey: RequestKey | undefined; seen: () => SeenState | undefined },
): Promise<Accepted> {
  const { register, checkpoint } = dependencies;
  const { reference, procedure, rulebook } = known;
  mustMay(caller, capabilityFor(body), procedure.id);
  const earlier = requestKey && (await earlierRequest(register.database, requestKey));
  if (earlier?.message) return repeated(register.database, reference, earlier.message);
  const seenNow = seen();
  const today = civilDateAt(register.clock(), procedure.firm.timeZone);
  check?.(body, today);
  const { country } = procedure.firm;
  const { message, texts } = contents(body, { directory: await currentDirectory(dependencies), today, country });
  await checkEditedLetters(dependencies, known, { message, texts });
  const acceptance = await acceptMessage(register, { reference, message, texts, actor: caller.actor }, rulebook, {
    requestKey,
    isPerson: caller.account !== undefined,
    seen: seenNow,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
  if (!acceptance.accepted) throw await refusalAtOnce(dependencies, known, acceptance.reason, { message, texts });
  return acceptance;
}

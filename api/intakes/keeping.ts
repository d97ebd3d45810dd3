import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { keepIntake } from '../../register/intakes/intakes.ts';
import type { Queries } from '../../register/register.ts';
import { doOnce, type RequestKey } from '../../register/request-keys.ts';
import type { NewWaitingFile } from '../../register/waiting-files.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { Caller } from '../access/caller.ts';
import { readMoment } from '../complaints/moments.ts';
import { procedureFor } from '../complaints/registering.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { invalidFields } from '../problems/problems.ts';
import type { IntakeBody } from '../schemas/intakes.ts';
import { given } from '../schemas/text.ts';

type Kept = Awaited<ReturnType<typeof keepIntake>>;

/** Clocks differ a little: so much later than ours is still now. In milliseconds. */
const clockDifference = 60_000;

/** The zone for a day where the firm, and so its zone, is not known. */
const usualZone = 'Europe/Paris';

/** Who keeps it, and what goes with it. */
interface Keeping {
  caller: Caller;
  requestKey?: RequestKey | undefined;
  /** What came with it, taken by `takeWaiting`; where it turns out to have been kept before, the caller discards their bytes. */
  files?: readonly NewWaitingFile[] | undefined;
  /** What is done in the same transaction, once the intake is there; not for a repetition. */
  also?: ((queries: Queries, intake: string) => Promise<void>) | undefined;
}

/**
 * Keeps something that arrived; when it returns, it is kept. The API, the form, the mailboxes and the desk all come here.
 *
 * @throws Problem 422 with every field that is wrong, 403
 * @throws KeyUsedOtherwise
 */
export async function keepFromBody(
  dependencies: ApiDependencies,
  body: IntakeBody,
  { caller, requestKey, files, also }: Keeping,
): Promise<{ id: string; number: number; repeated: boolean }> {
  const { register } = dependencies;
  const procedure = firmOf(dependencies, body, caller);
  const now = register.clock();
  const receivedAt = receivedIn(body, procedure?.firm.timeZone ?? usualZone, now);
  const { made, repeated } = await doOnce(register, requestKey, {
    about: (kept: Kept) => ({ intake: kept.id }),
    work: async (queries): Promise<Kept> => {
      const kept = await keepIntake(
        queries,
        {
          source: body.source,
          channel: body.channel,
          procedure,
          suspicion: body.suspicion,
          receivedAt,
          message: body.message,
          fields: body.fields,
          unread: body.unread,
          rawSource: body.rawSource,
          origin: body.origin,
          files,
          actor: caller.actor,
        },
        now,
      );
      if (!kept.repeated) await also?.(queries, kept.id);
      return kept;
    },
  });
  return { ...made, repeated: repeated || made.repeated };
}

/** The firm that is named, or the only one that the caller registers for; undefined where nobody knows it. */
function firmOf(dependencies: ApiDependencies, body: IntakeBody, caller: Caller): Procedure | undefined {
  const named = given(body.procedure);
  if (named !== undefined) return procedureFor(dependencies, named, caller);
  const firms = caller.firmsWith('register');
  if (firms === 'all') return undefined;
  const [only] = firms;
  if (firms.length === 1 && only !== undefined) return procedureFor(dependencies, only, caller);
  throw invalidFields([{ path: 'procedure', code: 'missing', message: `is missing; allowed: ${firms.join(', ')}` }]);
}

function receivedIn({ received }: IntakeBody, timeZone: string, now: Instant): Instant {
  if (received === undefined) return now;
  const moment = readMoment(received, timeZone, now);
  if (moment === undefined)
    throw invalidFields([
      {
        path: 'received',
        code: 'no-day',
        message: 'is no date-time with its offset and no day; write it like 2026-05-13T18:30:00+02:00 or 2026-05-13',
      },
    ]);
  if (moment.instant > now + clockDifference || moment.day > civilDateAt(now, timeZone))
    throw invalidFields([{ path: 'received', code: 'in-the-future', message: 'lies in the future' }]);
  return Math.min(moment.instant, now);
}

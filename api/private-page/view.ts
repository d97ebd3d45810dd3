import type { Procedure } from '../../procedures/schema.ts';
import type { KnownComplaint } from '../../register/complaints.ts';
import { hasPrivatePage, isAliveUntil, revokePrivatePage, timesRevoked } from '../../register/private-pages.ts';
import { privateTokenOf } from '../../register/private-tokens.ts';
import type { Queries } from '../../register/register.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { PrivatePageView } from '../schemas/private-page.ts';

/**
 * A complaint's private page, for staff.
 *
 * @param asked.may whether who asks decides on the complaint: the link lets anybody speak for the complainant
 * @throws Erased
 */
export async function privatePageView(
  { register, publicUrl }: Pick<ApiDependencies, 'register' | 'publicUrl'>,
  complaint: Pick<KnownComplaint, 'row' | 'facts'>,
  { procedure, today, may }: { procedure: Procedure; today: CivilDate; may: boolean },
): Promise<PrivatePageView> {
  const { database } = register;
  const { reference } = complaint.facts;
  const until = isAliveUntil(complaint, procedure);
  const revoked = await timesRevoked(database, reference);
  const last = until === undefined ? {} : { until };
  const token = await privateTokenOf(database, reference);
  if (!hasPrivatePage(complaint, procedure, today))
    return { state: until !== undefined && until < today ? 'over' : 'none', ...last, revoked };
  return {
    state: until === undefined ? 'open' : 'open-until',
    ...last,
    ...(may ? { link: `${publicUrl}/c/${token}` } : {}),
    revoked,
  };
}

/** From now on the link that was given leads nowhere; the next letter has another. @throws Erased */
export async function revokeLink(
  { register }: Pick<ApiDependencies, 'register'>,
  queries: Queries,
  given: { reference: string; actor: string },
): Promise<void> {
  await revokePrivatePage(queries, given, register.clock());
}

import type { Procedure } from '../../../procedures/schema.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import { callerOf, requireMay } from '../../access/caller.ts';
import type { ComplaintInFull } from '../../complaints/complaint-in-full.ts';
import { complaintInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { privatePageView, revokeLink } from '../../private-page/view.ts';
import type { Handler } from '../../requests/routes.ts';
import type { PrivatePageView } from '../../schemas/private-page.ts';
import { tellNext } from '../pages.ts';

/** The complainant's private page, for the complaint's own; undefined once the person has been erased. */
export async function privatePagePanel(
  dependencies: ApiDependencies,
  { row, facts, content }: ComplaintInFull,
  asked: { procedure: Procedure; today: CivilDate; may: boolean },
): Promise<PrivatePageView | undefined> {
  return content && privatePageView(dependencies, { row, facts }, asked);
}

/** Revokes the link that was given. */
export function revokePage(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', procedure.id);
    const { actor } = callerOf(response);
    await register.database.transaction().execute((queries) => revokeLink(dependencies, queries, { reference, actor }));
    tellNext(request, 'privatePage.revoked');
    response.redirect(303, `/desk/complaints/${reference}#private-page`);
  };
}

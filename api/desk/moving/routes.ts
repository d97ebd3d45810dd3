import { type Request, type Response, Router } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import { atOneMoment } from '../../../register/register.ts';
import { ComplaintChanged } from '../../../register/seen-state.ts';
import { versionSeenBy } from '../../../register/viewer.ts';
import { callerOf, requireMay } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { acceptBody } from '../../messages/accept.ts';
import { decisions } from '../../messages/message-kinds.ts';
import { Problem } from '../../problems/problem.ts';
import { notFound } from '../../problems/problems.ts';
import { pathPart } from '../../requests/routes.ts';
import { referenceForm } from '../../schemas/text.ts';
import { deskPage, formOf, languageOf, say, sendPage, valuesOf } from '../pages.ts';
import { domainWord } from '../words/domain.ts';
import { foreseenMoves } from './foreseen-dates.ts';

/** So many complaints stand on one page: their dates are computed for it. */
const most = 50;

interface Refused {
  reference: string;
  why: string;
}

/** Moving running complaints to the version of their procedure that is in force: each a decision, with its dates before it is taken. */
export function movingPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/administration/procedures/:id/move', {
    get: (request, response) => show(dependencies, request, response, []),
    post: async (request, response) => {
      const procedure = procedureToMove(dependencies, request, response);
      const chosen = [...new Set(valuesOf(request, 'reference'))].filter((one) => referenceForm.test(one)).slice(0, most);
      const refused: Refused[] = [];
      for (const reference of chosen) {
        const why = await moved(dependencies, request, response, { procedure, reference });
        if (why !== undefined) refused.push({ reference, why });
      }
      await show(dependencies, request, response, refused, chosen.length - refused.length);
    },
  });
  return router;
}

/** @throws Problem 404 */
function procedureToMove({ library }: ApiDependencies, request: Request, response: Response): Procedure {
  const id = pathPart(request, 'id');
  const procedure = library.inForce(id);
  if (!procedure || !callerOf(response).may('read', id)) throw notFound('There is no such procedure.');
  requireMay(response, 'approve', id);
  return procedure;
}

async function show(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  refused: Refused[],
  movedNow?: number,
): Promise<void> {
  const { register, library } = dependencies;
  const procedure = procedureToMove(dependencies, request, response);
  const { viewer } = callerOf(response);
  const language = languageOf(request, response);
  const { count, moves } = await atOneMoment(register.database, (queries) =>
    foreseenMoves(queries, { library, viewer, procedure, limit: most, now: register.clock() }),
  );
  sendPage(request, response, {
    page: 'moving',
    title: say(request, response, 'moving.title'),
    active: 'administration',
    data: {
      id: procedure.id,
      firmName: procedure.firm.name,
      version: procedure.version.split('@')[1],
      count,
      more: count - moves.length,
      moves: moves.map((move) => ({
        ...move,
        from: move.from.split('@')[1],
        why: move.refusal && domainWord(language, 'refusals', move.refusal),
      })),
      refused,
      movedNow,
    },
  });
}

/** @returns why it was not moved; undefined where the decision was accepted */
async function moved(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { procedure, reference }: { procedure: Procedure; reference: string },
): Promise<string | undefined> {
  const { register, library } = dependencies;
  const caller = callerOf(response);
  const version = await versionSeenBy(register.database, caller.viewer, reference);
  const own = version === undefined ? undefined : await library.version(version);
  if (own?.id !== procedure.id) return say(request, response, 'moving.notThere');
  const seen = Number(formOf(request)[`seen-${reference}`]);
  const known = { reference, procedure: own, rulebook: library.rulebookFor(own) };
  try {
    const body = { decision: 'move-to-version' as const, version: procedure.version };
    await acceptBody(dependencies, decisions, known, body, { caller, requestKey: undefined, seen: () => [seen] });
    return undefined;
  } catch (fault) {
    if (fault instanceof ComplaintChanged) return say(request, response, 'moving.changed');
    const reason = fault instanceof Problem ? fault.extensions.reason : undefined;
    if (reason === undefined) throw fault;
    return domainWord(languageOf(request, response), 'refusals', reason);
  }
}

import { type Request, type Response, Router } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { DeadlinesQuestionError, deadlinesAnswer } from '../../../procedures/deadlines.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { type KeptVersion, versionsOf, versionsOfAll } from '../../../register/procedure-versions.ts';
import { seesFirm, type Viewer } from '../../../register/viewer.ts';
import { complaintKinds } from '../../../workflows/domain/complaint.ts';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import { pathPart } from '../../requests/routes.ts';
import { deskPage, languageOf, say, sendPage } from '../pages.ts';
import { fullDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { asked } from './asked.ts';
import { firmsToLookAt } from './firms.ts';
import { changesBetween, limitsShown, plannedLimit } from './procedure-changes.ts';

type Dependencies = Pick<ApiDependencies, 'register' | 'library'>;

/** What each firm's procedure says, its versions, what changed between them, and how many complaints follow each. */
export function procedurePages(dependencies: Dependencies): Router {
  const { register, library } = dependencies;
  const router = Router();
  deskPage(router, '/desk/administration/procedures', {
    get: async (request, response) => {
      const firms = firmsToLookAt(response, library);
      const language = languageOf(request, response);
      const { viewer } = callerOf(response);
      const versions = await versionsOfAll(
        register.database,
        viewer,
        firms.map(({ id }) => id),
      );
      sendPage(request, response, {
        page: 'procedures',
        title: say(request, response, 'procedures.title'),
        active: 'administration',
        data: { procedures: firms.map((procedure) => summary(procedure, language, versions, viewer)) },
      });
    },
  });
  deskPage(router, '/desk/administration/procedures/:id', {
    get: async (request, response) => {
      const procedure = procedureInPath(request, firmsToLookAt(response, library));
      const language = languageOf(request, response);
      const { viewer } = callerOf(response);
      const versions = await versionsOf(register.database, viewer, procedure.id);
      sendPage(request, response, {
        page: 'procedure',
        title: procedure.firm.name,
        active: 'administration',
        data: {
          ...summary(procedure, language, versions, viewer),
          limits: limitsShown(procedure, language).map((limit) => ({
            ...limit,
            kinds: limit.kinds.map((kind) => domainWord(language, 'parts', kind)).join(', '),
          })),
          staff: procedure.staff.map((one) => ({ ...one, manages: one.id === procedure.complaintsManager })),
          versions: versions.map((one) => versionView(one, procedure)),
          move: mayMove(response, procedure, versions) ? `/desk/administration/procedures/${procedure.id}/move` : undefined,
          ...deadlinesView(request, dependencies, procedure, language),
        },
      });
    },
  });
  deskPage(router, '/desk/administration/procedures/:id/compare', {
    get: async (request, response) => {
      const procedure = procedureInPath(request, firmsToLookAt(response, library));
      const kept = (await versionsOf(register.database, callerOf(response).viewer, procedure.id)).map(({ version }) => version);
      const versionAsked = (name: string, usual: string) => {
        const wanted = asked(request, name) || usual;
        if (!kept.includes(wanted)) throw notFound('There is no such version of this procedure.');
        return library.version(wanted);
      };
      const before = await versionAsked('from', kept.find((one) => one !== procedure.version) ?? procedure.version);
      const after = await versionAsked('to', procedure.version);
      const language = languageOf(request, response);
      sendPage(request, response, {
        page: 'procedure-changes',
        title: message(language, 'procedures.compareTitle'),
        active: 'administration',
        data: {
          id: procedure.id,
          firmName: procedure.firm.name,
          before: shortVersion(before.version),
          after: shortVersion(after.version),
          sections: changesBetween(before, after, language).map(({ section, changes }) => ({
            label: `procedures.section.${section}`,
            changes,
          })),
        },
      });
    },
  });
  return router;
}

/** Whether running complaints follow an older version, and it is theirs to decide. */
function mayMove(response: Response, { id, version }: Procedure, versions: KeptVersion[]): boolean {
  return callerOf(response).may('approve', id) && versions.some((one) => one.version !== version && one.open > 0);
}

/** Counts are of complaints that they may see; who may see none of the firm's is told of no number. */
function summary(procedure: Procedure, language: Language, all: readonly KeptVersion[], viewer: Viewer): Record<string, unknown> {
  const versions = all.filter((one) => one.procedure === procedure.id);
  const current = versions.find(({ version }) => version === procedure.version);
  const sum = (of: (version: KeptVersion) => number) => versions.reduce((all, version) => all + of(version), 0);
  const { holdsFrom } = procedure.text;
  return {
    id: procedure.id,
    name: procedure.firm.name,
    legalName: procedure.firm.legalName,
    zone: procedure.firm.timeZone,
    file: `procedures/${procedure.id}.yaml`,
    textFile: `procedures/texts/${procedure.text.file}`,
    textFrom:
      holdsFrom === 'undated'
        ? message(language, 'procedures.undated')
        : message(language, 'procedures.textFrom', { day: fullDay(holdsFrom, language) }),
    version: shortVersion(procedure.version),
    since: current?.kept_at,
    seen: seesFirm(viewer, procedure.id),
    open: sum(({ open }) => open),
    every: sum(({ every }) => every),
    older: sum(({ open, version }) => (version === procedure.version ? 0 : open)),
  };
}

function versionView({ version, kept_at, open, every }: KeptVersion, procedure: Procedure) {
  const inForce = version === procedure.version;
  const path = `/desk/administration/procedures/${procedure.id}/compare`;
  return {
    version: shortVersion(version),
    keptAt: kept_at,
    open,
    every,
    inForce,
    compare: inForce ? undefined : `${path}?from=${encodeURIComponent(version)}`,
  };
}

/** The beginning of the content's hash: the firm stands beside it already. */
function shortVersion(version: string): string {
  return version.split('@')[1] ?? version;
}

function procedureInPath(request: Request, firms: Procedure[]): Procedure {
  const procedure = firms.find(({ id }) => id === pathPart(request, 'id'));
  if (!procedure) throw notFound('There is no such procedure.');
  return procedure;
}

/** The deadlines of a complaint received on a day that somebody asks for; today's unless they do. */
function deadlinesView(request: Request, { register, library }: Dependencies, procedure: Procedure, language: Language) {
  const received = asked(request, 'received') || civilDateAt(register.clock(), procedure.firm.timeZone);
  const kind = asked(request, 'kind') || 'classic';
  const sent = asked(request, 'sent') || undefined;
  const kinds = complaintKinds.map((id) => ({ id, chosen: id === kind }));
  const procedures = { get: (id: string) => library.inForce(id), all: () => library.allInForce() };
  try {
    const { deadlines } = deadlinesAnswer(procedures, { procedure: procedure.id, received, sent, kind });
    const rows = deadlines.map(({ limits, ...deadline }) => ({
      ...deadline,
      limits: limits.map((limit) => ({ dueOn: limit.dueOn, words: plannedLimit(limit, language) })),
    }));
    return { received, sent, kinds, deadlines: rows };
  } catch (fault) {
    if (!(fault instanceof DeadlinesQuestionError)) throw fault;
    return { received, sent, kinds, unreadable: fault.message };
  }
}

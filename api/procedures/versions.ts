import type { Procedure } from '../../procedures/schema.ts';
import { type KeptVersion, procedureOfVersion, versionsOf } from '../../register/procedure-versions.ts';
import { callerOf, knowsFirm } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import { type Handler, pathPart } from '../requests/routes.ts';
import type { ProcedureVersions } from '../schemas/procedures.ts';
import { linksOf, linksOfVersion, procedureInFull } from './procedure-view.ts';

type Dependencies = Pick<ApiDependencies, 'register' | 'library' | 'directory'>;

/** All versions of a procedure that the register keeps, the latest first, with how many complaints run on each. */
export function versionsOfProcedure({ register, library }: Dependencies): Handler {
  return async (request, response) => {
    const id = pathPart(request, 'id');
    const caller = callerOf(response);
    const versions = isId(id) && knowsFirm(caller, id) ? await versionsOf(register.database, caller.viewer, id) : [];
    const inForce = library.inForce(id)?.version;
    if (!knowsFirm(caller, id) || (versions.length === 0 && inForce === undefined))
      throw notFound('There is no procedure of this id. /api/procedures lists them.');
    const items = versions.map((version) => versionView(id, version, inForce));
    response.json({ items, links: linksOf(id) } satisfies ProcedureVersions);
  };
}

function versionView(id: string, version: KeptVersion, inForce: string | undefined): ProcedureVersions['items'][number] {
  return {
    version: version.version,
    inForce: version.version === inForce,
    keptSince: version.kept_at.toISOString(),
    complaints: { open: version.open, all: version.every },
    links: { self: linksOfVersion(id, version.version).self },
  };
}

/** One version of a procedure, as it was when complaints were registered on it. */
export function versionOfProcedure(dependencies: Dependencies): Handler {
  const { register, library, directory } = dependencies;
  return async (request, response) => {
    const id = pathPart(request, 'id');
    const version = pathPart(request, 'version');
    const isKept =
      knowsFirm(callerOf(response), id) && isVersion(version) && (await procedureOfVersion(register.database, version)) === id;
    if (!isKept)
      throw notFound(
        `There is no such version of this procedure. /api/procedures/${isId(id) ? id : '{id}'}/versions lists them.`,
      );
    const procedure: Procedure = await library.version(version);
    response.json({ ...procedureInFull(procedure, directory), links: linksOfVersion(id, version) });
  };
}

function isId(id: string): boolean {
  return /^[a-z0-9-]{1,60}$/.test(id);
}

function isVersion(version: string): boolean {
  return /^[a-z0-9-]{1,60}@[0-9a-f]{1,64}$/.test(version);
}

import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import type { Grant } from '../../../register/accounts/accounts.ts';
import { administeredFirms } from '../../access/administering.ts';
import { callerOf, everyFirm } from '../../access/caller.ts';
import { type Role, roles } from '../../access/roles.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { formOf, languageOf, say, valuesOf } from '../pages.ts';
import { staffName } from '../parts/staff.ts';

/** The firms for which whoever asks gives and takes roles; `*` is every firm. */
export function firmsToGive(response: Response, { library }: Pick<ApiDependencies, 'library'>): string[] {
  return administeredFirms(
    callerOf(response),
    library.allInForce().map(({ id }) => id),
  );
}

/** The roles that were ticked, with who the person is among a firm's staff. */
export function readGrants(request: Request, response: Response, { library }: Pick<ApiDependencies, 'library'>): Grant[] {
  const firms = firmsToGive(response, { library });
  const form = formOf(request);
  const ticked = valuesOf(request, 'role').flatMap((value): Omit<Grant, 'staff'>[] => {
    const [name, procedure = ''] = value.split('@');
    const role = roles.find((one) => one === name);
    return role !== undefined && firms.includes(procedure) ? [{ role, procedure }] : [];
  });
  const staffOf = (procedure: string) => knownStaff(library.inForce(procedure), form[`staff-${procedure}`]);
  const grants = ticked.map((grant): Grant => ({ ...grant, staff: staffOf(grant.procedure) }));
  return [...grants, ...boundBeside(grants, firms, staffOf)];
}

/** The roles that an issuer gives, with who the person is among the staff as it was chosen here. */
export function readStaff(
  request: Request,
  response: Response,
  { library }: Pick<ApiDependencies, 'library'>,
  grants: readonly Grant[],
): Grant[] {
  const firms = firmsToGive(response, { library });
  const form = formOf(request);
  const staffOf = (procedure: string) => knownStaff(library.inForce(procedure), form[`staff-${procedure}`]);
  const rebound = grants.map((grant) =>
    firms.includes(grant.procedure) ? { ...grant, staff: staffOf(grant.procedure) } : grant,
  );
  return [...rebound, ...boundBeside(rebound, firms, staffOf)];
}

/**
 * Who has a role for every firm is somebody of one firm's staff by having the role there too: that is where it is said who they are.
 */
function boundBeside(grants: readonly Grant[], firms: readonly string[], staffOf: (firm: string) => string | null): Grant[] {
  const everywhere = grants.find(({ procedure, role }) => procedure === everyFirm && role !== 'administrator');
  if (!everywhere) return [];
  return firms.flatMap((procedure): Grant[] => {
    const staff = procedure === everyFirm ? null : staffOf(procedure);
    const hasRole = grants.some((grant) => grant.procedure === procedure);
    return staff === null || hasRole ? [] : [{ role: everywhere.role, procedure, staff }];
  });
}

function knownStaff(procedure: Procedure | undefined, id: string | undefined): string | null {
  return procedure?.staff.some((one) => one.id === id) ? (id ?? null) : null;
}

/** The roles as a table of checkboxes, a row for each firm. */
export function rolesTable(
  request: Request,
  response: Response,
  { library }: Pick<ApiDependencies, 'library'>,
  grants: readonly Grant[],
  { fixed = false }: { fixed?: boolean } = {},
) {
  const language = languageOf(request, response);
  return firmsToGive(response, { library }).map((firm) => {
    const procedure = library.inForce(firm);
    const held = grants.filter((grant) => grant.procedure === firm);
    const bound = held.find(({ staff }) => staff !== null)?.staff;
    return {
      firm,
      name: procedure?.firm.name ?? say(request, response, 'people.everyFirm'),
      roles: roles.map((role: Role) => ({
        value: `${role}@${firm}`,
        label: say(request, response, `people.role.${role}`),
        held: held.some((grant) => grant.role === role),
        fixed,
      })),
      staff: procedure?.staff.map((one) => ({ id: one.id, name: staffName(one, language), chosen: one.id === bound })),
    };
  });
}

/** The state of somebody's roles, so that two administrators do not undo each other's work unawares. */
export function stateOf(grants: readonly Grant[]): string {
  const lines = grants.map(({ role, procedure, staff }) => `${role}@${procedure}=${staff ?? ''}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 16);
}

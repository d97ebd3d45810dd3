import type { Response } from 'express';
import type { AccountRow, Grant } from '../../register/accounts/accounts.ts';
import { everything, type Viewer } from '../../register/viewer.ts';
import { Problem } from '../problems/problem.ts';
import { type Capability, capabilities, capabilitiesOf } from './roles.ts';

/** Who asks: by a token, or signed in at the desk. */
export interface Caller {
  /** Whom the journal names. */
  actor: string;
  /** As people read it. */
  name: string;
  viewer: Viewer;
  /** @param procedure the firm's; for every firm `*` */
  may(capability: Capability, procedure: string): boolean;
  /** The firms for which they may do it. */
  firmsWith(capability: Capability): readonly string[] | 'all';
  /** Absent for systems. */
  account?: AccountRow | undefined;
}

/** Grants for every firm are given for this one. */
export const everyFirm = '*';

/** Who holds a key to everything: the operator. */
export function operator(name: string): Caller {
  return { actor: name, name, viewer: everything, may: () => true, firmsWith: () => 'all' };
}

/** Somebody with an account, as their grants have it. */
export function callerOfAccount(account: AccountRow, grants: readonly Grant[]): Caller {
  const firmsWith = (capability: Capability) => {
    const firms = grants.filter(({ role }) => capabilitiesOf[role].includes(capability)).map(({ procedure }) => procedure);
    return firms.includes(everyFirm) ? ('all' as const) : [...new Set(firms)].sort();
  };
  return {
    actor: account.login,
    name: account.name,
    account,
    viewer: {
      firms: firmsWith('read'),
      staff: grants.flatMap(({ procedure, staff }) => (staff === null ? [] : [{ procedure, id: staff }])),
      account: account.id,
    },
    firmsWith,
    may: (capability, procedure) => {
      const firms = firmsWith(capability);
      return firms === 'all' || firms.includes(procedure);
    },
  };
}

/** Who asks. */
export function callerOf(response: Response): Caller {
  return response.locals['caller'] as Caller;
}

/** Whether they have to do with this firm at all: of any other, nothing is shown to them. */
export function knowsFirm(caller: Caller, procedure: string): boolean {
  return capabilities.some((capability) => caller.may(capability, procedure));
}

/** Notes who asks; the log and the journal name them. */
export function setCaller(response: Response, caller: Caller): void {
  response.locals['caller'] = caller;
  response.locals['actor'] = caller.actor;
}

/** @throws Problem 403 where they may not do this for that firm */
export function requireMay(response: Response, capability: Capability, procedure: string): void {
  mustMay(callerOf(response), capability, procedure);
}

/** @throws Problem 403 where they may not do this for that firm */
export function mustMay(caller: Caller, capability: Capability, procedure: string): void {
  if (!caller.may(capability, procedure)) throw notAllowed();
}

/** @throws Problem 403 where they may do this for no firm at all */
export function requireMaySomewhere(response: Response, capability: Capability): void {
  const firms = callerOf(response).firmsWith(capability);
  if (firms !== 'all' && firms.length === 0) throw notAllowed();
}

/** @throws Problem 403 for whoever only reads complaints, or counts them: a note is for who works on them */
export function requireMayNote(response: Response, procedure: string): void {
  const working: readonly Capability[] = ['register', 'decide', 'approve', 'actions'];
  if (!working.some((capability) => callerOf(response).may(capability, procedure))) throw notAllowed();
}

/** 403: the role, or the token, does not include it. */
export function notAllowed(): Problem {
  return new Problem(403, { detail: 'Your role does not include this. Ask whoever administers the accounts.' });
}

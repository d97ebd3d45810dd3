import type { Grant } from '../../register/accounts/accounts.ts';
import { type Caller, everyFirm } from './caller.ts';

/**
 * Whether somebody may change an account as a whole, its password too: only who administers every firm that it has roles at. One without
 * any role is of no firm, and only for who administers all.
 */
export function mayAdminister(caller: Caller, grants: readonly Grant[]): boolean {
  const firms = caller.firmsWith('administer');
  if (firms === 'all') return true;
  return grants.length > 0 && grants.every(({ procedure }) => procedure !== everyFirm && firms.includes(procedure));
}

/** Whether somebody sees that there is this account: it has a role at a firm that they administer. */
export function seesAccount(caller: Caller, grants: readonly Grant[]): boolean {
  const firms = caller.firmsWith('administer');
  if (firms === 'all') return true;
  return grants.some(({ procedure }) => firms.includes(procedure));
}

/** The grants that somebody may give and take: those of the firms that they administer; for every firm only who administers all. */
export function administeredFirms(caller: Caller, all: readonly string[]): string[] {
  const firms = caller.firmsWith('administer');
  return firms === 'all' ? [everyFirm, ...all] : all.filter((firm) => firms.includes(firm));
}

import { accountInUse } from '../../register/accounts/accounts.ts';
import { type TokenInUse, type TokenScope, tokenInUse } from '../../register/accounts/tokens.ts';
import type { Register } from '../../register/register.ts';
import { type Caller, callerOfAccount, everyFirm } from './caller.ts';
import type { Capability } from './roles.ts';
import { firmsInBoth } from './viewer-with.ts';

/** Who holds a token that was made at the desk, as far as the token goes; undefined where it is none that is in use. */
export async function callerOfToken(register: Register, token: string): Promise<Caller | undefined> {
  const known = await tokenInUse(register, token);
  if (known === undefined) return undefined;
  if (known.account === null) return callerOfSystem(known);
  const holder = await accountInUse(register.database, known.account);
  return holder && withinScope(callerOfAccount(holder.account, holder.grants), known);
}

/** A system, which has no other rights than its token's. */
function callerOfSystem({ name, ...scope }: TokenInUse): Caller {
  const unlimited: Caller = {
    actor: name,
    name,
    viewer: { firms: 'all', staff: [] },
    may: () => true,
    firmsWith: () => 'all',
  };
  return withinScope(unlimited, scope);
}

/** Somebody who may do no more than a token says, and no more than they might without it. */
function withinScope(holder: Caller, { capabilities, firms }: TokenScope): Caller {
  const firmsWith = (capability: Capability) =>
    capabilities.includes(capability) ? firmsInBoth(holder.firmsWith(capability), firms.includes(everyFirm) ? 'all' : firms) : [];
  return {
    ...holder,
    viewer: { ...holder.viewer, firms: firmsWith('read') },
    firmsWith,
    may: (capability, procedure) => {
      const held = firmsWith(capability);
      return held === 'all' || held.includes(procedure);
    },
  };
}

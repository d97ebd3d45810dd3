import type { Caller } from './caller.ts';
import type { Capability } from './roles.ts';

/** A way in by which complaints come that nobody at the firm takes in. */
export type WayIn = 'web-form' | 'mailbox' | 'complainant';

/** What comes in is registered and read again; nothing else is ever done for whoever sent it. */
const itsCapabilities: readonly Capability[] = ['register', 'read'];

/**
 * What acts for somebody who has no account: the web form, a mailbox, the private page.
 *
 * @param actor as the journal names it
 * @param procedures the firms for which it acts
 */
export function systemCaller(actor: WayIn, procedures: readonly string[]): Caller {
  return {
    actor,
    name: actor,
    viewer: { firms: procedures, staff: [] },
    may: (capability, procedure) => itsCapabilities.includes(capability) && procedures.includes(procedure),
    firmsWith: (capability) => (itsCapabilities.includes(capability) ? procedures : []),
  };
}

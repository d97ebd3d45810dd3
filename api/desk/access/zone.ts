import { zoneOfFirms } from '../../../procedures/zone-of-firms.ts';
import { type Caller, knowsFirm } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';

/** The zone in which somebody reads days and moments that belong to no firm: that of the firms that they have to do with. */
export function zoneOf(caller: Caller, { library }: Pick<ApiDependencies, 'library'>): string {
  return zoneOfFirms(library.allInForce().filter(({ id }) => knowsFirm(caller, id)));
}

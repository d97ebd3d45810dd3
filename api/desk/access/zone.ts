import { type Caller, knowsFirm } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';

/** The zone in which somebody reads moments that belong to no firm: that of the first firm that they have to do with. */
export function zoneOf(caller: Caller, { library }: Pick<ApiDependencies, 'library'>): string {
  return library.allInForce().find(({ id }) => knowsFirm(caller, id))?.firm.timeZone ?? 'Europe/Paris';
}

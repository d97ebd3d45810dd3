import type { Procedure } from './schema.ts';

/** Where nobody has to do with any firm. */
const withoutFirm = 'Europe/Paris';

/**
 * The zone in which a day is meant that concerns several firms at once, such as that of an export: the zone of the one firm; of several
 * the one that most of them are in; where two have equally many, the zone of the firm that comes first by its name.
 */
export function zoneOfFirms(firms: readonly Procedure[]): string {
  const counted = new Map<string, number>();
  for (const { firm } of firms.toSorted((one, other) => one.firm.name.localeCompare(other.firm.name, 'fr')))
    counted.set(firm.timeZone, (counted.get(firm.timeZone) ?? 0) + 1);
  const [first] = [...counted].toSorted(([, one], [, other]) => other - one);
  return first?.[0] ?? withoutFirm;
}

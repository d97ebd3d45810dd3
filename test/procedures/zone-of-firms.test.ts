import { describe, expect, test } from '@jest/globals';
import type { Procedure } from '../../procedures/schema.ts';
import { zoneOfFirms } from '../../procedures/zone-of-firms.ts';

const firm = (name: string, timeZone: string) => ({ firm: { name, timeZone } }) as Procedure;
const almena = firm('Almena', 'America/Guadeloupe');
const optimco = firm('Optimco', 'Europe/Brussels');
const opticourtage = firm('Opticourtage', 'Europe/Paris');
const alterEgo = firm('Alter Ego', 'Europe/Paris');

describe('The zone in which a day of several firms is meant', () => {
  test.each([
    ['is that of the one firm', [almena], 'America/Guadeloupe'],
    ['is the one that most of them are in', [almena, opticourtage, alterEgo], 'Europe/Paris'],
    ['is, where two have equally many, that of the firm that comes first by its name', [optimco, almena], 'America/Guadeloupe'],
    ['does not depend on the order in which they are given', [alterEgo, optimco, opticourtage], 'Europe/Paris'],
    ['is that of Paris where there is no firm', [], 'Europe/Paris'],
  ])('%s', (_rule, firms, zone) => {
    expect(zoneOfFirms(firms)).toBe(zone);
    expect(zoneOfFirms(firms.toReversed())).toBe(zone);
  });
});

import { describe, expect, test } from '@jest/globals';
import { languages } from '../../letters/letter.ts';
import { loadRecourseDirectory, staleMentions } from '../../procedures/recourse.ts';
import { procedureOf } from './altered-procedure.ts';
import { firms } from './slow-deadlines.ts';

const directory = await loadRecourseDirectory();

describe('what sets the five firms apart', () => {
  test.each([
    ['opticourtage', 'OPT', 'Europe/Paris', 'FR', 'france', ['fr', 'en'], 'invited-to-write', ['web-form', 'letter', 'e-mail']],
    [
      'alter-ego',
      'AEG',
      'Europe/Paris',
      'FR',
      'france',
      ['fr', 'en'],
      'invited-to-write',
      ['letter', 'e-mail', 'phone', 'meeting', 'web-form'],
    ],
    ['123-courtage', 'CTG', 'Europe/Paris', 'FR', 'france', ['fr', 'en'], 'as-complaint', ['phone', 'e-mail', 'letter']],
    ['optimco', 'OPM', 'Europe/Brussels', 'BE', 'belgium', ['nl', 'fr', 'en'], 'invited-to-write', ['letter', 'e-mail']],
    [
      'almena',
      'ALM',
      'America/Guadeloupe',
      'FR',
      'guadeloupe',
      ['fr', 'en'],
      'as-complaint-confirmed-in-writing',
      ['e-mail', 'letter', 'phone'],
    ],
  ])('%s: %s, %s', (id, prefix, timeZone, country, calendar, languages, taken, channels) => {
    const procedure = procedureOf(id);
    expect(procedure).toMatchObject({
      prefix,
      firm: { timeZone, country, languages },
      calendar: { id: calendar },
      oral: { taken },
    });
    expect(procedure.channels.map(({ channel }) => channel)).toEqual(channels);
  });

  const firmsWhere = (holds: (id: string) => boolean) => firms.filter(holds);

  test('the web form is on for Opticourtage and Alter Ego only', () => {
    expect(firmsWhere((id) => procedureOf(id).channels.some(({ channel }) => channel === 'web-form'))).toEqual([
      'opticourtage',
      'alter-ego',
    ]);
  });

  test('only 123 Courtage has the ten-day notice, the interim reply and the five days to the letter', () => {
    const only = ['123-courtage'];
    expect(firmsWhere((id) => procedureOf(id).letters?.acknowledgement === 'ten-day-notice')).toEqual(only);
    for (const duty of ['interim-reply', 'resolution-letter'])
      expect(firmsWhere((id) => procedureOf(id).timeLimits.some((limit) => limit.duty === duty))).toEqual(only);
    expect(firmsWhere((id) => procedureOf(id).steps.disagreement.does === 'second-treatment')).toEqual(only);
  });

  test('only Opticourtage promises to forward within a limit, only Optimco has a week, only Almena and Optimco put off with reasons', () => {
    const withLimit = (holds: (limit: ReturnType<typeof procedureOf>['timeLimits'][number]) => boolean) =>
      firmsWhere((id) => procedureOf(id).timeLimits.some(holds));
    expect(withLimit(({ duty }) => duty === 'insurer-forwarding')).toEqual(['opticourtage']);
    expect(withLimit(({ answerPossibleWithin }) => answerPossibleWithin !== undefined)).toEqual(['optimco']);
    expect(withLimit(({ extension }) => extension === 'with-reasons')).toEqual(['optimco', 'almena']);
  });

  test('only Almena’s text says that its treatment is free, only 123 Courtage’s offers help', () => {
    const promising = (name: string) =>
      firmsWhere((id) => (procedureOf(id).promises ?? []).some(({ promise }) => promise === name));
    expect(promising('free-of-charge')).toEqual(['almena']);
    expect(promising('help-offered')).toEqual(['123-courtage']);
  });

  test('the French supervisor is no regulator of Optimco', () => {
    expect(firmsWhere((id) => procedureOf(id).regulators.some((regulator) => regulator.id === 'acpr'))).toEqual([
      'opticourtage',
      'alter-ego',
      '123-courtage',
      'almena',
    ]);
  });

  test('only Alter Ego and Optimco say who is in charge where nobody is named', () => {
    const fallbackOf = (id: string) => procedureOf(id).routing?.find(({ fallback }) => fallback !== undefined)?.fallback;
    expect(firms.map((id) => [id, fallbackOf(id)])).toEqual([
      ['opticourtage', undefined],
      ['alter-ego', 'complaints-manager'],
      ['123-courtage', undefined],
      ['optimco', 'complaints-manager'],
      ['almena', undefined],
    ]);
  });

  test('the numbers of 123 Courtage and Almena can be dialled from anywhere', () => {
    expect(procedureOf('123-courtage').defaultContact.phone).toBe('+33157969060');
    expect(procedureOf('almena').defaultContact.phone).toBe('+33618827050');
  });
});

describe.each(firms)('%s', (id) => {
  const procedure = procedureOf(id);

  test('begins its letters’ languages with that of its text, and has its functions in each language that a page can be read in', () => {
    const [first] = procedure.firm.languages;
    const others = languages.filter((language) => language !== first);
    expect(first).toBe(procedure.text.language);
    for (const { translations } of procedure.staff) expect(Object.keys(translations ?? {}).toSorted()).toEqual(others.toSorted());
  });

  test('has all five levels, each with who treats it', () => {
    expect(procedure.levels?.map(({ level }) => level)).toEqual(['1', '2a', '2b', '3', '4']);
  });

  test('never makes a first contact a condition', () => {
    expect(procedure.firstContact?.condition ?? false).toBe(false);
    expect(procedure.firstContact === undefined || procedure.firstContact.directly !== undefined).toBe(true);
  });

  test('prints no body that is closed', () => {
    const { firm, staff, channels, defaultContact } = procedure;
    expect(
      staleMentions(directory, JSON.stringify([firm, staff, channels.map(({ address }) => address), defaultContact])),
    ).toEqual([]);
  });

  test('keeps its list for the day at half past seven', () => {
    expect(procedure.digest).toEqual({ at: '07:30' });
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  addressIn,
  insurerOf,
  loadRecourseDirectory,
  type RecourseQuestion,
  recourseFor,
  staleMentions,
  websiteIn,
} from '../../procedures/recourse.ts';
import { copyOfProcedures } from './procedure-files.ts';

const directory = await loadRecourseDirectory();
const consumer: RecourseQuestion = {
  kind: 'classic',
  capacity: 'consumer',
  country: 'FR',
  responsibility: 'firm',
  on: '2026-05-13',
};
const idsFor = (question: Partial<RecourseQuestion>) => recourseFor(directory, { ...consumer, ...question }).map(({ id }) => id);

describe('where a complaint can go on to', () => {
  test.each<[string, Partial<RecourseQuestion>, string[]]>([
    ['a consumer: the mediator, then the court', {}, ['mediation-assurance', 'court-france-consumer']],
    [
      'the insurer being responsible changes nothing for the mediator',
      { responsibility: 'insurer' },
      ['mediation-assurance', 'court-france-consumer'],
    ],
    ['nobody responsible yet: the same', { responsibility: undefined }, ['mediation-assurance', 'court-france-consumer']],
    ['a professional: no consumer mediator', { capacity: 'professional' }, ['court-france']],
    ['a broker: no consumer mediator', { capacity: 'broker' }, ['court-france']],
    ['a company: no consumer mediator', { capacity: 'company' }, ['court-france']],
    ['personal data: the authority, and no insurance mediator', { kind: 'gdpr' }, ['cnil', 'court-france-consumer']],
    ['a company writing about personal data: the authority', { capacity: 'company', kind: 'gdpr' }, ['cnil', 'court-france']],
    [
      'a company in Belgium writing about personal data: its authority',
      { capacity: 'company', country: 'BE', kind: 'gdpr' },
      ['gegevensbeschermingsautoriteit', 'court-belgium'],
    ],
    [
      'both a complaint and personal data: mediator, authority and court',
      { kind: 'classic-and-gdpr' },
      ['mediation-assurance', 'cnil', 'court-france-consumer'],
    ],
    ['a consumer in Belgium: the ombudsman, then the court', { country: 'BE' }, ['ombudsman-insurance', 'court-belgium']],
    [
      'the ombudsman too where the insurer is responsible',
      { country: 'BE', responsibility: 'insurer' },
      ['ombudsman-insurance', 'court-belgium'],
    ],
    ['a broker in Belgium: no consumer ombudsman', { country: 'BE', capacity: 'broker' }, ['court-belgium']],
    ['a company in Belgium: no consumer ombudsman', { country: 'BE', capacity: 'company' }, ['court-belgium']],
    [
      'personal data in Belgium: its authority, and no ombudsman',
      { country: 'BE', kind: 'gdpr' },
      ['gegevensbeschermingsautoriteit', 'court-belgium'],
    ],
    ['a country without entries: nothing is made up', { country: 'LU' }, []],
  ])('%s', (_rule, question, ids) => {
    expect(idsFor(question)).toEqual(ids);
  });

  test('a body is named only while it exists', () => {
    const mediator = directory.bodies.find(({ id }) => id === 'mediation-assurance');
    if (mediator === undefined) throw new Error('no bodies');
    const limited = { ...directory, bodies: [{ ...mediator, validFrom: '2020-01-01', validUntil: '2026-06-30' }] };
    const on = (day: string) => recourseFor(limited, { ...consumer, on: day }).length;
    expect([on('2019-12-31'), on('2020-01-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([0, 1, 1, 0]);
  });

  test('the mediator’s address is the one that letters print, its mailbox is not printed', () => {
    expect(recourseFor(directory, consumer)[0]).toMatchObject({
      address: ['La Médiation de l’Assurance', 'TSA 50110', '75441 Paris Cedex 09'],
      website: 'www.mediation-assurance.org',
      email: { print: false },
    });
  });

  test('the ombudsman is Optimco’s own text’s, has no period, and asks for no prior written complaint', () => {
    const [ombudsman] = recourseFor(directory, { ...consumer, country: 'BE' });
    expect(ombudsman).toMatchObject({
      name: { nl: 'de Ombudsman van de Verzekeringen', fr: 'l’Ombudsman des Assurances', en: 'the Insurance Ombudsman' },
      address: ['Ombudsman van de Verzekeringen', 'De Meeûssquare 35', '1000 Brussel'],
      website: 'www.ombudsman-insurance.be',
      email: { address: 'info@ombudsman-insurance.be', print: true },
      needsWrittenComplaint: false,
      opinion: { within: 90, unit: 'calendarDays', extendable: true },
    });
    expect(ombudsman?.period).toBeUndefined();
  });

  test('the French mediator asks for a prior written complaint, and gives its opinion in three months', () => {
    expect(recourseFor(directory, consumer)[0]).toMatchObject({
      needsWrittenComplaint: true,
      opinion: { within: 3, unit: 'months', extendable: false },
    });
  });

  test('what is only general knowledge is marked as unconfirmed', () => {
    const unconfirmed = directory.bodies.filter(({ status }) => status === 'unconfirmed').map(({ id }) => id);
    expect(unconfirmed.toSorted()).toEqual(['cnil', 'court-france-consumer', 'gegevensbeschermingsautoriteit']);
  });

  test('no body of the directory stands on the list of those that are closed', () => {
    const named = directory.bodies.map(({ name, website, address }) =>
      [...Object.values(name), website, ...(address ?? [])].join(' '),
    );
    expect(named.flatMap((words) => staleMentions(directory, words))).toEqual([]);
  });

  test('the insurers begin with an example that is marked as one and can reach nobody', () => {
    expect(directory.insurers.every(({ example, email }) => example === true && email?.endsWith('@example.org'))).toBe(true);
    expect(insurerOf(directory, 'exemple-assurances', '2026-05-13')?.name).toBe('Exemple Assurances');
    expect(insurerOf(directory, 'nobody', '2026-05-13')).toBeUndefined();
  });
});

describe('what a letter must not name', () => {
  test.each([
    ['the closed platform', 'Voir https://ec.europa.eu/consumers/odr pour cela.', ['ec.europa.eu/consumers/odr']],
    [
      'the platform by its name, over a line’s end',
      'la plateforme européenne de\nrèglement en ligne des litiges',
      ['Plateforme européenne de règlement en ligne des litiges'],
    ],
    [
      'the FFA, and its long name with a curly apostrophe',
      'Fédération Française de l’Assurance (FFA)',
      ['FFA', "Fédération Française de l'Assurance"],
    ],
    ['HALDE and DIRECCTE', 'HALDE, DIRECCTE', ['HALDE', 'DIRECCTE']],
    [
      'the mediator’s mailbox, which is not confirmed',
      'le.mediateur@mediation-assurance.org',
      ['le.mediateur@mediation-assurance.org'],
    ],
    ['its other spelling', 'le.mediateur@mediation-assurances.org', ['mediation-assurances.org']],
    [
      'nothing in what is printed today',
      'La Médiation de l’Assurance, TSA 50110, 75441 Paris Cedex 09, www.mediation-assurance.org',
      [],
    ],
    ['no word that only contains the letters', 'effacement, GAFFA, ffa', []],
  ])('%s', (_rule, text, words) => {
    expect(staleMentions(directory, text).map((mention) => mention.words)).toEqual(words);
  });

  test('says what to write instead, where something took its place', () => {
    expect(staleMentions(directory, 'FFA')).toEqual([{ words: 'FFA', instead: 'France Assureurs' }]);
    expect(staleMentions(directory, 'ec.europa.eu/odr')).toEqual([{ words: 'ec.europa.eu/odr' }]);
  });
});

describe('faults in the directory', () => {
  test.each([
    [
      'a mediator for professionals',
      'recourse/france.yaml',
      'capacities: [consumer], countries',
      'capacities: [consumer, professional], countries',
      /france\.yaml, line \d+: bodies\[0\]\.appliesTo\.capacities: a consumer mediator serves consumers only/,
    ],
    [
      'an id that stands there twice',
      'recourse/france.yaml',
      'id: cnil',
      'id: mediation-assurance',
      /line \d+: bodies\[1\]\.id: 'mediation-assurance' stands in the directory twice/,
    ],
    ['an insurer that cannot be written to', 'recourse/insurers.yaml', '    email: reclamations@example.org\n', '', undefined],
    [
      'a type that does not exist',
      'recourse/france.yaml',
      'type: mediator',
      'type: arbiter',
      /'arbiter' is not allowed; allowed: insurer, mediator, data-protection-authority, supervisor, court/,
    ],
  ])('%s', async (_fault, file, from, to, message) => {
    const copy = await copyOfProcedures();
    try {
      await copy.change(file, from, to);
      if (message === undefined) {
        await copy.change(file, '    address: [Exemple Assurances, Service Réclamations, 1 rue de l’Exemple, 75000 PARIS]\n', '');
      }
      await expect(loadRecourseDirectory(copy.folder)).rejects.toThrow(
        message ?? /insurers\[0\]: needs an 'address' or an 'email'/,
      );
    } finally {
      await copy.remove();
    }
  });
});

describe('a body has its address in the reader’s language where it has one there', () => {
  const named = (id: string) => {
    const body = directory.bodies.find((one) => one.id === id);
    if (body === undefined) throw new Error(`no ${id}`);
    return body;
  };

  test.each([
    ['ombudsman-insurance', 'nl', ['Ombudsman van de Verzekeringen', 'De Meeûssquare 35', '1000 Brussel']],
    ['ombudsman-insurance', 'fr', ['Ombudsman des Assurances', 'Square de Meeûs 35', '1000 Bruxelles']],
    ['ombudsman-insurance', 'en', ['Insurance Ombudsman', 'Square de Meeûs 35', '1000 Brussels']],
    ['gegevensbeschermingsautoriteit', 'fr', ['Autorité de protection des données', 'rue de la Presse 35', '1000 Bruxelles']],
    ['mediation-assurance', 'en', ['La Médiation de l’Assurance', 'TSA 50110', '75441 Paris Cedex 09']],
  ] as const)('%s, %s', (id, language, address) => {
    expect(addressIn(named(id), language)).toEqual(address);
  });

  test.each([
    ['gegevensbeschermingsautoriteit', 'nl', 'www.gegevensbeschermingsautoriteit.be'],
    ['gegevensbeschermingsautoriteit', 'fr', 'www.autoriteprotectiondonnees.be'],
    ['gegevensbeschermingsautoriteit', 'en', 'www.dataprotectionauthority.be'],
    ['ombudsman-insurance', 'fr', 'www.ombudsman-insurance.be'],
    ['court-belgium', 'fr', undefined],
  ] as const)('%s, %s: its pages', (id, language, website) => {
    expect(websiteIn(named(id), language)).toBe(website);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadProcedures, parseProcedure } from '../../procedures/load-procedures.ts';
import { planDuties, planOwnDuty } from '../../procedures/plan-duties.ts';
import { signedKinds } from '../../procedures/schema.ts';
import { ProcedureFilesError } from '../../procedures/yaml-files.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import { alteredProcedure, theProcedure } from './altered-procedure.ts';
import { copyOfProcedures, realFolder } from './procedure-files.ts';

const procedure = theProcedure();

describe('the procedure of opticourtage', () => {
  test('is the firm’s: its names, its zone, its mailbox', () => {
    expect(procedure).toMatchObject({
      id: 'opticourtage',
      prefix: 'OPT',
      firm: {
        name: 'OPTICOURTAGE',
        legalName: 'OPTICOURTAGE SAS',
        timeZone: 'Europe/Paris',
        country: 'FR',
        languages: ['fr', 'en'],
        email: 'reclamations-rgpd@opticourtage.com',
        address: ['reclamations-rgpd@opticourtage.com'],
      },
      oral: { taken: 'invited-to-write' },
      firstContact: { condition: false },
      complaintsManager: 'complaints-manager',
      defaultContact: { staff: 'client-service' },
      sendingWindow: { from: '08:00', to: '10:00', marginDays: 0 },
    });
    expect(procedure.channels.map(({ channel }) => channel)).toEqual(['web-form', 'letter', 'e-mail']);
  });

  test('has a signatory for every letter that carries a signature, the manager for the answer', () => {
    expect(Object.keys(procedure.signs).toSorted()).toEqual([...signedKinds].toSorted());
    expect(procedure.signs.upheld).toBe('complaints-manager');
    expect(procedure.signs['breach-alert']).toBeUndefined();
  });

  test('every regulator’s limit has its source and the date from which it holds', () => {
    const limits = procedure.regulators.flatMap(({ limits }) => limits);
    expect(limits.length).toBeGreaterThan(0);
    expect(limits.every(({ source, holdsFrom }) => source.length > 10 && /^\d{4}-\d{2}-\d{2}$/.test(holdsFrom))).toBe(true);
  });

  test('the texts of all five firms are kept word for word', () => {
    const texts = ['opticourtage.fr', 'alter-ego.fr', '123-courtage.fr', 'optimco.nl', 'almena.fr'];
    expect(texts.filter((name) => readFileSync(`${realFolder}texts/${name}.txt`, 'utf8').length < 2000)).toEqual([]);
  });
});

describe('versions', () => {
  test('a version is the id and the digest of the content, and stays the same for the same files', async () => {
    const again = (await loadProcedures()).get('opticourtage');
    expect(procedure.version).toMatch(/^opticourtage@[0-9a-f]{12}$/);
    expect([again?.version, again?.content]).toEqual([procedure.version, procedure.content]);
  });

  test('a kept version plans the same duties without any file', () => {
    const kept = parseProcedure(procedure.content);
    const complaint = { reference: 'OPT-2026-000123', kind: 'classic', receivedOn: '2026-05-13', sentOn: '2026-05-12' } as const;
    expect(kept).toEqual(procedure);
    expect(planDuties(kept, complaint)).toEqual(planDuties(procedure, complaint));
  });

  test('a version kept before a duty existed has a limit for it, and stays the same version', () => {
    const later: DutyName[] = [
      'complaint-copy',
      'redirecting',
      'sending-on',
      'invitation-to-write',
      'reminder-to-write',
      'never-written',
      'mandate-request',
      'mediation-reminder',
    ];
    const { defaults, ...rest } = JSON.parse(procedure.content);
    const earlier = { ...rest, defaults: defaults.filter(({ duty }: { duty: DutyName }) => !later.includes(duty)) };
    const kept = parseProcedure(JSON.stringify(earlier));
    for (const duty of later) {
      const planned = planOwnDuty(kept, { reference: 'OPT-2026-000123', duty, occasion: 'message-1', from: '2026-05-13' });
      expect([planned.duty, planned.limits.map(({ source }) => source)]).toEqual([duty, ['ours']]);
    }
    expect(parseProcedure(kept.content).version).toBe(kept.version);
    expect(JSON.parse(kept.content).defaults).toEqual(earlier.defaults);
  });

  test('the order of keys and blanks do not change a version', () => {
    const { calendar, ...rest } = JSON.parse(procedure.content);
    expect(parseProcedure(JSON.stringify({ calendar, ...rest }, null, 2)).version).toBe(procedure.version);
  });

  test('any other content is another version', () => {
    const changed = alteredProcedure((content) => {
      content.sendingWindow.marginDays = 1;
    });
    expect(changed.version).not.toBe(procedure.version);
  });

  test('a change in a regulator’s limit, a limitation period or a holiday makes a new version; a comment or an address of the directory does not', async () => {
    const versionAfter = async (file: string, from: string, to: string) => {
      const copy = await copyOfProcedures();
      try {
        await copy.change(file, from, to);
        return (await loadProcedures(copy.folder)).get('opticourtage')?.version;
      } finally {
        await copy.remove();
      }
    };
    expect(await versionAfter('opticourtage.yaml', '# The text bears no date', '# It bears no date')).toBe(procedure.version);
    expect(await versionAfter('recourse/france.yaml', 'TSA 50110', 'TSA 50111')).toBe(procedure.version);
    expect(await versionAfter('regulators/acpr.yaml', 'within: 2', 'within: 3')).not.toBe(procedure.version);
    expect(await versionAfter('limitations/france.yaml', 'within: 60', 'within: 61')).not.toBe(procedure.version);
    expect(await versionAfter('calendars/france.yaml', 'on: 07-14', 'on: 07-15')).not.toBe(procedure.version);
    expect(await versionAfter('recourse/france.yaml', 'within: 12', 'within: 11')).not.toBe(procedure.version);
  });

  test.each([
    ['no JSON', '{', /is no JSON/],
    ['a form of a later day', procedure.content.replace('"format":1', '"format":2'), /format: allowed: 1/],
    ['a part missing', procedure.content.replace('"prefix":"OPT",', ''), /prefix: is missing; write it like OPT/],
  ])('what is no kept version is refused: %s', (_what, content, message) => {
    expect(() => parseProcedure(content)).toThrow(ProcedureFilesError);
    expect(() => parseProcedure(content)).toThrow(message);
  });
});

describe('faults in the files are named with file, line, what is wrong and what is allowed', () => {
  const procedureFile = 'opticourtage.yaml';
  test.each<[string, string, string, string, RegExp]>([
    [
      'a sentence that is not in the text',
      procedureFile,
      'merci d’adresser',
      'prière d’adresser',
      /opticourtage\.yaml, line \d+: oral\.sentence: 'prière d’adresser une réclamation formelle par écrit' does not stand in procedures\/texts\/opticourtage\.fr\.txt; allowed: its words/,
    ],
    [
      'a number changed in a quotation',
      procedureFile,
      'dans les 5 jours ouvrables suivant la réception de la\n      réclamation',
      'dans les 6 jours ouvrables suivant la réception de la\n      réclamation',
      /timeLimits\[1\]\.sentence: .*does not stand in/,
    ],
    [
      'a text that does not exist',
      procedureFile,
      'file: opticourtage.fr.txt',
      'file: optic.fr.txt',
      /text\.file: procedures\/texts\/optic\.fr\.txt does not exist/,
    ],
    [
      'an unknown field',
      procedureFile,
      '    unless: answer-sent',
      '    unles: answer-sent',
      /line \d+: timeLimits\[0\]: 'unles' is not known here; allowed: duty, kinds, within, unit, from, unless/,
    ],
    [
      'an unknown field at the top',
      procedureFile,
      'prefix: OPT',
      'prefix: OPT\nprefx: OPT',
      /opticourtage\.yaml, line \d+: 'prefx' is not known here; allowed: id, prefix/,
    ],
    [
      'an unknown unit',
      procedureFile,
      'unit: monToSatDays',
      'unit: workingDays',
      /line \d+: timeLimits\[0\]\.unit: 'workingDays' is not allowed; allowed: monToSatDays, monToFriDays, calendarDays, months/,
    ],
    [
      'an unknown start',
      procedureFile,
      '    from: received',
      '    from: posted',
      /'posted' is not allowed; allowed: received, sent, registered/,
    ],
    [
      'an unknown duty',
      procedureFile,
      'duty: final-response',
      'duty: final-answer',
      /'final-answer' is not allowed; allowed: complaint-copy, acknowledgement/,
    ],
    [
      'a number written as words',
      procedureFile,
      'within: 10',
      'within: ten',
      /timeLimits\[0\]\.within: 'ten' is not allowed; allowed: a whole number from 0 to 400/,
    ],
    ['a negative number', procedureFile, 'within: 10', 'within: -10', /'-10' is not allowed; allowed: a whole number/],
    ['a field left out', procedureFile, 'prefix: OPT\n', '', /opticourtage\.yaml: prefix: is missing; write it like OPT/],
    [
      'a prefix of another form',
      procedureFile,
      'prefix: OPT',
      'prefix: Opti',
      /prefix: 'Opti' does not fit; write it like OPT \(three capital letters\)/,
    ],
    [
      'an id that is not the file’s name',
      procedureFile,
      'id: opticourtage',
      'id: opti',
      /line 5: id: 'opti' is not the file's name; allowed: opticourtage/,
    ],
    [
      'a zone that does not exist',
      procedureFile,
      'Europe/Paris',
      'Europe/Lyon',
      /firm\.timeZone: 'Europe\/Lyon' is no time zone; write it like Europe\/Paris/,
    ],
    [
      'a country of another form',
      procedureFile,
      'country: FR',
      'country: France',
      /firm\.country: 'France' does not fit; write it like FR/,
    ],
    [
      'an unknown language',
      procedureFile,
      'languages: [fr, en]',
      'languages: [fr, de]',
      /firm\.languages\[1\]: 'de' is not allowed; allowed: fr, nl, en/,
    ],
    ['no language', procedureFile, 'languages: [fr, en]', 'languages: []', /firm\.languages: is empty; give the languages/],
    [
      'a mailbox of another form',
      procedureFile,
      'email: reclamations-rgpd@opticourtage.com',
      'email: reclamations-rgpd(at)opticourtage.com',
      /firm\.email: .* does not fit; write it like complaints@example\.org/,
    ],
    [
      'a telephone number of another form',
      procedureFile,
      '{ staff: client-service }',
      '{ staff: client-service, phone: 01 57 96 90 60 }',
      /defaultContact\.phone: '01 57 96 90 60' does not fit; write it like \+33157969060/,
    ],
    [
      'an unknown calendar',
      procedureFile,
      'calendar: france',
      'calendar: belgique',
      /calendar: 'belgique' is not known; allowed: alsace-moselle, belgium, france, guadeloupe/,
    ],
    [
      'an unknown regulator',
      procedureFile,
      'regulators: [acpr, gdpr]',
      'regulators: [acpr, fsma]',
      /regulators\[1\]: 'fsma' is not known; allowed: acpr, belgium, gdpr/,
    ],
    [
      'an unknown body',
      procedureFile,
      'recourse: [mediation-assurance,',
      'recourse: [mediation,',
      /recourse\[0\]: 'mediation' is not known; allowed: .*mediation-assurance/,
    ],
    [
      'a language in which a body has no name',
      'recourse/france.yaml',
      'fr: La Médiation de l’Assurance, ',
      '',
      /recourse\[0\]: 'mediation-assurance' has no name in 'fr'/,
    ],
    [
      'an unknown manager',
      procedureFile,
      'complaintsManager: complaints-manager',
      'complaintsManager: boss',
      /complaintsManager: 'boss' is not known; allowed: complaints-manager, client-service/,
    ],
    [
      'an unknown contact',
      procedureFile,
      '{ staff: client-service }',
      '{ staff: nobody }',
      /defaultContact\.staff: 'nobody' is not known/,
    ],
    [
      'the same staff id twice',
      procedureFile,
      'id: client-service',
      'id: complaints-manager',
      /staff\[1\]: complaints-manager stands there twice; allowed: once/,
    ],
    [
      'an unknown signatory',
      procedureFile,
      'acknowledgement: case-handler',
      'acknowledgement: director',
      /signs\.acknowledgement: 'director' is not allowed; allowed: case-handler, complaints-manager/,
    ],
    [
      'a letter without a signatory',
      procedureFile,
      '  upheld: complaints-manager\n',
      '',
      /signs: upheld is missing; allowed: case-handler, complaints-manager/,
    ],
    [
      'a letter that does not exist',
      procedureFile,
      '  upheld: complaints-manager',
      '  uphold: complaints-manager',
      /signs: 'uphold' is not known here; allowed: complaint-copy, acknowledgement/,
    ],
    [
      'a window that ends before it begins',
      procedureFile,
      'to: 10:00',
      'to: 07:00',
      /sendingWindow\.to: 07:00 is not after 08:00; allowed: a later time/,
    ],
    [
      'a time of another form',
      procedureFile,
      'to: 10:00',
      'to: 10h',
      /sendingWindow\.to: '10h' does not fit; write it like 08:00/,
    ],
    [
      'a first contact made a condition',
      procedureFile,
      'condition: false',
      'condition: true',
      /firstContact\.condition: allowed: false; a first contact is never a condition/,
    ],
    [
      'a default that runs from the sending',
      procedureFile,
      'from: enquiry',
      'from: sent',
      /defaults\[1\]\.from: 'sent' is not allowed for a default; allowed: received, result, disagreement/,
    ],
    [
      'a duty that nothing limits',
      procedureFile,
      'from: delay',
      'from: decision',
      /defaults: no limit for announced-date from delay; add one, with its reason/,
    ],
    [
      'a limit that stands there twice',
      procedureFile,
      '  - duty: gdpr-response\n    kinds: [gdpr]',
      '  - duty: final-response\n    kinds: [classic]',
      /timeLimits\[3\]: final-response from received stands there twice for one kind; allowed: once/,
    ],
    [
      'forwarding without its step',
      procedureFile,
      '  - duty: insurer-forwarding',
      '  - duty: interim-reply',
      /steps: the step 'insurer' and a time limit for insurer-forwarding go together/,
    ],
    [
      'a statement that rests on nothing',
      procedureFile,
      '    source: ACPR, recommandation 2022-R-01, art. 2 (formation-ajp.fr)\n',
      '',
      /whoMayComplain\[2\]: needs either 'sentence' .* or 'source'/,
    ],
    ['no YAML', procedureFile, 'staff:', 'staff: [', /opticourtage\.yaml, line \d+: is no YAML/],
    [
      'a key that stands there twice',
      procedureFile,
      'prefix: OPT',
      'prefix: OPT\nprefix: OPT',
      /is no YAML: Map keys must be unique/,
    ],
    [
      'a day that does not exist',
      'regulators/acpr.yaml',
      'holdsFrom: 2022-12-31',
      'holdsFrom: 2022-12-32',
      /regulators\/acpr\.yaml, line \d+: limits\[0\]\.holdsFrom: '2022-12-32' is no day of the calendar/,
    ],
    [
      'a regulator’s limit that ends before it begins',
      'regulators/acpr.yaml',
      'holdsUntil: 2022-12-30',
      'holdsUntil: 2012-12-30',
      /limits\[2\]\.holdsUntil: 2012-12-30 is before 2017-05-01/,
    ],
    [
      'a regulator’s limit from a later event',
      'regulators/acpr.yaml',
      'from: sent',
      'from: result',
      /limits\[0\]\.from: 'result' is not allowed for a regulator; allowed: received, sent, registered/,
    ],
    [
      'a regulator’s limit without its source',
      'regulators/gdpr.yaml',
      '    source: Regulation (EU) 2016/679, art. 12(3); dataprotection.ie\n',
      '',
      /gdpr\.yaml, line \d+: limits\[0\]\.source: is missing; give a text/,
    ],
    [
      'a limit that is neither confirmed nor unconfirmed',
      'regulators/gdpr.yaml',
      'status: confirmed',
      'status: sure',
      /'sure' is not allowed; allowed: confirmed, unconfirmed/,
    ],
    [
      'limitation periods of one country in two files',
      'limitations/belgium.yaml',
      'country: BE',
      'country: FR',
      /limitations\/france\.yaml, line \d+: country: 'FR' has a file already; allowed: one for each country/,
    ],
    [
      'a limitation period without its source',
      'limitations/france.yaml',
      '    source: Code civil, art. 2224; general knowledge, still to be confirmed on legifrance.gouv.fr\n',
      '',
      /france\.yaml, line \d+: periods\[0\]\.source: is missing; give a text/,
    ],
    [
      'a reading that cannot be switched to',
      'regulators/acpr.yaml',
      'otherReading: received',
      'otherReading: with-reasons',
      /openQuestions\[0\]\.otherReading: 'with-reasons' is no reading of 'from'; allowed: received, sent, registered/,
    ],
    [
      'a calendar under another name',
      'calendars/france.yaml',
      'id: france',
      'id: frankreich',
      /calendars\/france\.yaml, line \d+: id: 'frankreich' is not the file's name; allowed: france/,
    ],
    [
      'a calendar that includes none',
      'calendars/guadeloupe.yaml',
      'includes: france',
      'includes: guadeloupe',
      /includes: 'guadeloupe' cannot be included; allowed: belgium, france/,
    ],
    [
      'a holiday on no day',
      'calendars/guadeloupe.yaml',
      'on: 05-27',
      'on: 02-30',
      /days\[0\]\.on: '02-30' is no day of the year/,
    ],
    [
      'a holiday on two days',
      'calendars/guadeloupe.yaml',
      'on: 05-27',
      'on: 05-27\n    easter: 1',
      /days\[0\]: needs either 'on' .* or 'easter'/,
    ],
    [
      'a holiday without its law',
      'calendars/alsace-moselle.yaml',
      '    easter: -2\n    source: "Code du travail, L3134-13"\n',
      '    easter: -2\n',
      /days\[0\]\.source: is missing/,
    ],
  ])('%s', async (_fault, file, from, to, message) => {
    const copy = await copyOfProcedures();
    try {
      await copy.change(file, from, to);
      await expect(loadProcedures(copy.folder)).rejects.toThrow(
        expect.objectContaining({ name: ProcedureFilesError.name, message: expect.stringMatching(message) }),
      );
    } finally {
      await copy.remove();
    }
  });

  test('all faults of all files are named at once', async () => {
    const copy = await copyOfProcedures();
    try {
      await copy.change('opticourtage.yaml', 'country: FR', 'country: France');
      await copy.change('opticourtage.yaml', 'prefix: OPT', 'prefix: Opti');
      await copy.change('recourse/france.yaml', 'type: mediator', 'type: arbiter');
      const faults = loadProcedures(copy.folder).then(
        () => [],
        (error: ProcedureFilesError) => error.findings.map(({ file }) => file),
      );
      expect(await faults).toEqual([
        'procedures/recourse/france.yaml',
        'procedures/opticourtage.yaml',
        'procedures/opticourtage.yaml',
      ]);
    } finally {
      await copy.remove();
    }
  });

  test('two firms cannot share the prefix of their references', async () => {
    const copy = await copyOfProcedures();
    try {
      const content = readFileSync(`${realFolder}opticourtage.yaml`, 'utf8');
      await copy.write(
        'second.yaml',
        content.replace('id: opticourtage', 'id: second').replace('/opticourtage/complaint', '/second/complaint'),
      );
      await expect(loadProcedures(copy.folder)).rejects.toThrow(
        /second\.yaml, line 6: prefix: 'OPT' is taken by procedures\/opticourtage\.yaml/,
      );
      await copy.change('second.yaml', 'prefix: OPT', 'prefix: SEC');
      expect((await loadProcedures(copy.folder)).all().map(({ id }) => id)).toContain('second');
    } finally {
      await copy.remove();
    }
  });

  test('a missing folder is named', async () => {
    await expect(loadProcedures(`${realFolder}nowhere`)).rejects.toThrow(/nowhere\/calendars: is missing/);
  });
});

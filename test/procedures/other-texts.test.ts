import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { planDuties, planOwnDuty } from '../../procedures/plan-duties.ts';
import type { Procedure, ProcedureFile } from '../../procedures/schema.ts';
import { copyOfProcedures, realFolder } from './procedure-files.ts';

/** What sets a firm's text apart from Opticourtage's; the rest of the file is taken from there. */
type Difference = Partial<Omit<ProcedureFile, 'firm'>> & { firm?: Partial<ProcedureFile['firm']> };

const differences: Record<string, Difference> = {
  'alter-ego': {
    prefix: 'AEG',
    text: { file: 'alter-ego.fr.txt', language: 'fr', holdsFrom: 'undated' },
    oral: {
      taken: 'invited-to-write',
      sentence: 'il convient de demander au prospect ou au client concerné de la formaliser par écrit',
    },
    whoMayComplain: [{ who: 'client or prospect', sentence: 'une réclamation formulée par le prospect ou par le client' }],
    channels: [
      { channel: 'meeting', sentence: 'lors d’un rendez-vous physique' },
      { channel: 'e-mail', address: 'reclamations@alteregoassurances.fr', sentence: 'l’adresse Email dédiée aux réclamations' },
    ],
    requiredFacts: [
      { fact: 'capacity', sentence: 'nom, prénom, statut, adresse postale' },
      { fact: 'postal-address', sentence: 'nom, prénom, statut, adresse postale' },
    ],
    timeLimits: [],
    steps: {
      disagreement: { does: 'recourse-details', source: 'the text says nothing' },
      misdirected: { sentence: 'devra l’orienter vers l’intermédiaire d’assurance ou la compagnie d’assurance concerné' },
      meantForMediator: { sentence: 'ledit courrier lui est adressé et le réclamant en est averti par écrit' },
    },
  },
  '123-courtage': {
    prefix: 'CTG',
    text: { file: '123-courtage.fr.txt', language: 'fr', holdsFrom: 'undated' },
    oral: { taken: 'as-complaint', sentence: 'Contacter notre service réclamations au 01 57 96 90 60' },
    whoMayComplain: [{ who: 'client', sentence: 'répondre aux attentes de nos clients' }],
    channels: [{ channel: 'phone', address: '+33157969060', sentence: 'Contacter notre service réclamations au 01 57 96 90 60' }],
    requiredFacts: [{ fact: 'policy-number', sentence: 'y compris votre numéro de police' }],
    timeLimits: [
      {
        duty: 'acknowledgement',
        kinds: ['classic'],
        within: 10,
        unit: 'monToFriDays',
        from: 'received',
        unless: 'answer-sent',
        sentence: 'dans les dix jours ouvrés qui suivent la réception de la réclamation',
      },
      {
        duty: 'interim-reply',
        kinds: ['classic'],
        within: 40,
        unit: 'monToFriDays',
        from: 'received',
        unless: 'answer-sent',
        sentence: 'après 40 jours ouvrés à compter de la date de réception de votre réclamation',
      },
      {
        duty: 'resolution-letter',
        kinds: ['classic'],
        within: 5,
        unit: 'monToFriDays',
        from: 'result',
        sentence: 'Dans les cinq jours ouvrés qui suivent les résultats du traitement de votre dossier',
      },
    ],
    steps: { disagreement: { does: 'second-treatment', sentence: 'Traitement par 123 Courtage avec l’aide de la compagnie' } },
    levels: [
      {
        level: '2a',
        treatedBy: 'firm with the insurer',
        sentence: 'Réclamation adressée suite à une première réponse apportée en niveau 1',
      },
      { level: '4', treatedBy: 'whoever is summoned', sentence: 'Traitement par la Partie à qui est adressée l’assignation' },
    ],
    sensitiveSenders: [
      { sender: 'lawyer', sentence: 'avocat, assurance de protection juridique' },
      { sender: 'signalconso', sentence: 'plateforme SignalConso' },
    ],
    promises: [{ promise: 'help-offered', sentence: 'vous proposer toute l’aide requise' }],
  },
  optimco: {
    prefix: 'OPM',
    text: { file: 'optimco.nl.txt', language: 'nl', holdsFrom: 'undated' },
    firm: {
      name: 'Optimco',
      legalName: 'Optimco nv',
      timeZone: 'Europe/Brussels',
      country: 'BE',
      languages: ['nl', 'fr', 'en'],
      envelope: 'belgium-114x229',
    },
    oral: { taken: 'invited-to-write', source: 'the text names post and e-mail' },
    whoMayComplain: [{ who: 'anyone', sentence: 'Ieder persoon kan een klacht indienen bij Optimco nv' }],
    channels: [{ channel: 'e-mail', address: 'klachtenonthaal@optimco.be', sentence: 'klachtenonthaal@optimco.be' }],
    requiredFacts: [],
    firstContact: { asked: 'the usual broker', condition: false, sentence: 'kunt u uw gebruikelijke makelaar contacteren' },
    regulators: ['gdpr'],
    calendar: 'belgium',
    timeLimits: [
      {
        duty: 'acknowledgement',
        kinds: ['classic'],
        within: 3,
        unit: 'monToFriDays',
        from: 'received',
        answerPossibleWithin: { within: 7, unit: 'calendarDays' },
        sentence: 'Binnen 3 werkdagen na ontvangst van uw klacht, wordt er een ontvangstmelding van de klacht gestuurd',
      },
      {
        duty: 'final-response',
        kinds: ['classic'],
        within: 1,
        unit: 'months',
        from: 'received',
        extension: 'with-reasons',
        sentence: 'een definitief antwoord te geven binnen een termijn van 1 maand na ontvangst van uw klacht',
      },
    ],
    steps: {
      disagreement: {
        does: 'recourse-details',
        sentence: 'U kunt zich richten tot de Ombudsman van de verzekeringen bij aanhoudende ontevredenheid',
      },
    },
    recourse: ['ombudsman-insurance'],
  },
  almena: {
    prefix: 'ALM',
    text: { file: 'almena.fr.txt', language: 'fr', holdsFrom: 'undated' },
    firm: { name: 'Almena', legalName: 'Almena group & associés', timeZone: 'America/Guadeloupe' },
    oral: {
      taken: 'as-complaint-confirmed-in-writing',
      sentence: 'Une confirmation écrite par e-mail ou courrier pourra vous être demandée',
    },
    whoMayComplain: [{ who: 'clients, also those who live abroad', sentence: 'y compris nos clients non-résidents' }],
    channels: [{ channel: 'phone', address: '+590618827050', sentence: '06 18 82 70 50' }],
    requiredFacts: [],
    calendar: 'guadeloupe',
    timeLimits: [
      {
        duty: 'acknowledgement',
        kinds: ['classic'],
        within: 10,
        unit: 'monToSatDays',
        from: 'received',
        unless: 'answer-sent',
        sentence: '10 jours ouvrables maximum à compter de la réception de votre réclamation pour vous en accuser réception',
      },
      {
        duty: 'final-response',
        kinds: ['classic'],
        within: 2,
        unit: 'months',
        from: 'received',
        extension: 'with-reasons',
        sentence: 'sauf survenance de circonstances particulières que nous nous engageons à justifier auprès de vous',
      },
    ],
    steps: { disagreement: { does: 'recourse-details', sentence: 'vous pouvez saisir gratuitement le médiateur' } },
    promises: [{ promise: 'free-of-charge', sentence: 'Le traitement de votre réclamation par nos services est gratuit.' }],
  },
};

const ombudsman = `bodies:
  - id: ombudsman-insurance
    type: mediator
    name: { nl: de Ombudsman van de Verzekeringen, fr: l’Ombudsman des Assurances, en: the Insurance Ombudsman }
    address: [Ombudsman van de Verzekeringen, De Meeûssquare 35, 1000 Brussel]
    email: { address: info@ombudsman-insurance.be, print: true }
    appliesTo: { kinds: [classic], capacities: [consumer], countries: [BE], responsibilities: [firm, insurer] }
    source: Optimco's own text
    status: confirmed
`;

/** Their rules, with their own sentences, in files of the same schema. */
async function loadOthers(): Promise<Map<string, Procedure>> {
  const copy = await copyOfProcedures();
  try {
    const { firstContact, gdprExtensionCap, promises, complaint, ...shared }: ProcedureFile = parse(
      readFileSync(`${realFolder}opticourtage.yaml`, 'utf8'),
    );
    await copy.write('recourse/belgium.yaml', ombudsman);
    for (const [id, { firm, ...difference }] of Object.entries(differences)) {
      const file = {
        ...shared,
        complaint: { is: [{ what: 'dissatisfaction', source: 'test' }], isNot: [] },
        ...difference,
        id,
        firm: { ...shared.firm, ...firm },
      };
      await copy.write(`${id}.yaml`, stringify(file));
    }
    return new Map((await loadProcedures(copy.folder)).all().map((procedure) => [procedure.id, procedure]));
  } finally {
    await copy.remove();
  }
}

const others = await loadOthers();

function theOther(id: string): Procedure {
  const procedure = others.get(id);
  if (procedure === undefined) throw new Error(`${id} is missing`);
  return procedure;
}

const plan = (id: string, receivedOn: string) =>
  planDuties(theOther(id), { reference: 'X', kind: 'classic', receivedOn }).map(
    ({ duty, dueOn, limits }) => `${duty} ${dueOn} ${limits.map(({ source }) => source).join('+')}`,
  );

describe('the schema carries the rules of the other four texts', () => {
  test('Alter Ego: no number of its own, so the supervisor’s alone', () => {
    expect(plan('alter-ego', '2026-05-13')).toEqual(['acknowledgement 2026-05-27 acpr', 'final-response 2026-07-13 acpr']);
  });

  test('123 Courtage: ten and forty jours ouvrés, the supervisor’s being stricter', () => {
    expect(plan('123-courtage', '2026-05-13')).toEqual([
      'acknowledgement 2026-05-27 acpr+procedure',
      'interim-reply 2026-07-10 procedure',
      'final-response 2026-07-13 acpr',
    ]);
  });

  test('123 Courtage: five jours ouvrés from the result', () => {
    const letter = planOwnDuty(theOther('123-courtage'), {
      reference: 'X',
      duty: 'resolution-letter',
      occasion: 'first',
      from: '2026-05-13',
    });
    expect(letter.limits).toMatchObject([{ source: 'procedure', dueOn: '2026-05-21' }]);
  });

  test('Optimco: three werkdagen and a month, in Belgium’s calendar and zone, without the French supervisor', () => {
    expect(plan('optimco', '2026-07-20')).toEqual([
      'acknowledgement 2026-07-24 procedure',
      'final-response 2026-08-20 procedure',
    ]);
    expect(theOther('optimco').timeLimits[0]?.answerPossibleWithin).toEqual({ within: 7, unit: 'calendarDays' });
  });

  test('Almena: 27 May is a holiday there, and its days begin at Guadeloupe’s midnight', () => {
    expect(plan('almena', '2026-05-13')).toEqual([
      'acknowledgement 2026-05-28 procedure+acpr',
      'final-response 2026-07-13 procedure+acpr',
    ]);
    const [acknowledgement] = planDuties(theOther('almena'), { reference: 'X', kind: 'classic', receivedOn: '2026-05-13' });
    expect(acknowledgement?.dueAt).toBe(Date.parse('2026-05-29T04:00:00Z'));
  });
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { loadProcedures, type Procedures } from '../../procedures/load-procedures.ts';
import { readScenario, ScenarioMistakes } from '../../simulation/scenario.ts';
import { scenarioJsonSchema } from '../../simulation/scenario-schema.ts';
import { scenarioNames, scenarioText } from './told-stories.ts';

let procedures: Procedures;
beforeAll(async () => {
  procedures = await loadProcedures();
});

const usual = { procedure: 'opticourtage', complaint: { received: '2026-05-13' } };

describe('a mistake in a scenario is told in one clear line, with the file, the place and what is allowed', () => {
  test.each<[string, object, string]>([
    [
      'no procedure',
      { complaint: usual.complaint },
      'procedure: is missing; allowed: 123-courtage, almena, alter-ego, opticourtage, optimco',
    ],
    [
      'an unknown one',
      { ...usual, procedure: 'nobody' },
      'procedure: is not known; allowed: 123-courtage, almena, alter-ego, opticourtage, optimco',
    ],
    ['no complaint', { procedure: 'opticourtage' }, 'complaint: is missing'],
    ['no day of receipt', { ...usual, complaint: {} }, 'complaint.received: is missing'],
    [
      'a day that does not exist',
      { ...usual, complaint: { received: '2026-02-30' } },
      'complaint.received: is no moment; allowed: 2026-06-01T10:00:00+02:00, 2026-06-01 10:00 or 2026-06-01 (at 10:00), in the firm’s zone where no offset stands',
    ],
    [
      'registered before it came',
      { ...usual, complaint: { received: '2026-05-13', registered: '2026-05-12' } },
      "complaint.registered: is earlier than 'received'; allowed: the same moment or later",
    ],
    ['an unknown field', { ...usual, colour: 'red' }, 'colour: is not known here'],
    [
      'a channel that is none',
      { ...usual, complaint: { ...usual.complaint, channel: 'fax' } },
      'complaint.channel: is not allowed; allowed: web-form, e-mail, letter, phone, meeting',
    ],
    [
      'what the firm’s procedure does not have',
      { procedure: 'optimco', complaint: { received: '2026-05-13', language: 'de' } },
      'complaint.language: is not allowed; allowed: fr, nl, en',
    ],
    [
      'sent after it came',
      { ...usual, complaint: { ...usual.complaint, sent: '2026-05-14' } },
      'complaint.sent: is after 2026-05-13, the day on which the complaint was received',
    ],
    ['an event without a moment', { ...usual, events: [{ decision: { decision: 'close' } }] }, 'events.0.at: is missing'],
    [
      'a moment that is none',
      { ...usual, events: [{ at: 'soon', decision: { decision: 'close' } }] },
      'events.0.at: is no moment; allowed: 2026-06-01T10:00:00+02:00, 2026-06-01 10:00 or 2026-06-01 (at 10:00), in the firm’s zone where no offset stands; or a time from the receipt such as P12D, P1M, P1M2D or PT2H',
    ],
    [
      'an event before the complaint',
      { ...usual, events: [{ at: '2026-05-12', decision: { decision: 'close' } }] },
      'events.0.at: is earlier than the registration of the complaint',
    ],
    [
      'an event that is nothing',
      { ...usual, events: [{ at: 'P1D' }] },
      "events.0: needs exactly one of 'decision', 'escalation' and 'received'",
    ],
    [
      'an event that is two things',
      { ...usual, events: [{ at: 'P1D', decision: { decision: 'close' }, received: { what: 'enquiry' } }] },
      "events.0: needs exactly one of 'decision', 'escalation' and 'received'",
    ],
    [
      'a result without its outcome',
      { ...usual, events: [{ at: 'P1D', decision: { decision: 'resolve', outcome: 'won' } }] },
      'events.0.decision.outcome: is not allowed; allowed: upheld, partly-upheld, rejected, settled',
    ],
    [
      'a date that staff must choose',
      { ...usual, events: [{ at: 'P1D', decision: { decision: 'announce-delay' } }] },
      'events.0.decision.newDate: is missing',
    ],
    [
      'an end before the beginning',
      { ...usual, until: '2026-05-01' },
      'until: is earlier than the registration of the complaint',
    ],
    [
      'an event after the end',
      {
        ...usual,
        events: [
          { at: 'P9D', received: { what: 'enquiry' } },
          { at: 'P1D', received: { what: 'information' } },
        ],
        until: 'P5D',
      },
      "events.0.at: lies after 'until'; allowed: 2026-05-18T10:00:00+02:00 at the latest",
    ],
    [
      'an event out of sight',
      { ...usual, events: [{ at: 'P30Y', received: { what: 'enquiry' } }] },
      'events.0.at: lies too far ahead; allowed: twenty years',
    ],
    ['an end out of sight', { ...usual, until: 'P30Y' }, 'until: lies too far ahead; allowed: twenty years'],
  ])('%s', (_what, scenario, line) => {
    expect(mistakesIn(JSON.stringify(scenario))).toEqual([`wrong.yaml: ${line}`]);
  });

  test('every mistake is told, not only the first', () => {
    const scenario = { ...usual, complaint: { received: '2026-05-13', kind: 'odd', country: 'xx' }, until: 7 };
    expect(mistakesIn(JSON.stringify(scenario)).length).toBe(4);
  });

  test('what is no YAML', () => {
    expect(mistakesIn('procedure: [')).toEqual([expect.stringMatching(/^wrong\.yaml: is no YAML: /)]);
    expect(mistakesIn('')).toEqual([expect.stringMatching(/^wrong\.yaml: procedure: is missing/)]);
  });
});

describe('a scenario without an end', () => {
  test.each([
    ['P1M', '2027-05-13T21:59:00.000Z'],
    ['P13M', '2027-06-27T21:59:00.000Z'],
  ])('with an event after %s goes on until a year has passed, and for two weeks after its last event', (at, end) => {
    const text = JSON.stringify({ ...usual, events: [{ at, received: { what: 'enquiry' } }] });
    const { until, events } = readScenario('right.yaml', text, procedures);
    expect([new Date(until.at).toISOString(), events.length]).toEqual([end, 1]);
  });
});

describe('events in any order', () => {
  const answer = { at: 'P2D', decision: { decision: 'resolve', outcome: 'settled' } };
  const classify = { at: 'P1D', decision: { decision: 'classify', as: 'not-a-complaint' } };

  test('are completed and told in the order of time', () => {
    const read = (events: object[]) => readScenario('right.yaml', JSON.stringify({ ...usual, events }), procedures).events;
    expect(read([answer, classify])).toEqual(read([classify, answer]));
    expect(read([answer, classify]).map(({ madeUp }) => madeUp)).toEqual([
      ['statement', 'reasons', 'whoAnswers'],
      expect.arrayContaining(['offer']),
    ]);
  });
});

describe('the JSON schema of a scenario', () => {
  const validate = new Ajv({ strict: false, formats: { date: true } }).compile(scenarioJsonSchema());

  test.each(scenarioNames)('takes %s', (name) => {
    expect([validate(parse(scenarioText(name))), validate.errors]).toEqual([true, null]);
  });

  test.each([
    { ...usual, procedure: 7 },
    { ...usual, colour: 'red' },
    { ...usual, complaint: {} },
    { ...usual, events: [{ decision: { decision: 'close' } }] },
    { ...usual, events: [{ at: 'P1D', decision: { decision: 'announce-delay' } }] },
    { ...usual, events: [{ at: 'P1D', decision: { decision: 'dismiss' } }] },
  ])('refuses %j', (scenario) => {
    expect(validate(scenario)).toBe(false);
  });
});

function mistakesIn(text: string): readonly string[] {
  try {
    readScenario('wrong.yaml', text, procedures);
    return [];
  } catch (fault) {
    if (fault instanceof ScenarioMistakes) return fault.lines;
    throw fault;
  }
}

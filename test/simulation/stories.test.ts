import { describe, expect } from '@jest/globals';
import type { TimelineLine } from '../../simulation/lines.ts';
import { testWith } from '../helpers/programs.ts';
import { storiesOfFile } from './told-stories.ts';

/** What a simulation does besides keeping dates. */
const stories = storiesOfFile();
const testOnServer = testWith('Temporal test server');

describe('a simulation', () => {
  testOnServer('comes to the same in the past and in the future', async () => {
    // Both begin on the second Monday of October, far from public holidays.
    const past = await stories.tell(sameStory('2019-10-14'));
    const future = await stories.tell(sameStory('2031-10-13'));
    expect(past.lines.map(shapeOf)).toEqual(future.lines.map(shapeOf));
    expect(past.lines.map(({ at }) => at.slice(0, 4)).every((year) => year === '2019')).toBe(true);
    expect(future.lines.map(({ at }) => at.slice(0, 4)).every((year) => year === '2031')).toBe(true);
    // Ten jours ouvrables from the Monday, without a Sunday: the Friday of the week after.
    expect(daysOf(past.lines, 'acknowledgement')).toEqual(['2019-10-25']);
    expect(daysOf(future.lines, 'acknowledgement')).toEqual(['2031-10-24']);
  });

  testOnServer('tells what is not allowed with the reason, and goes on', async () => {
    const { lines } = await stories.tell(`
procedure: opticourtage
complaint: { received: 2026-09-01 }
events:
  - { at: P1D, decision: { decision: close } }
  - { at: P2D, decision: { decision: answer-within-week } }
  - { at: P3D, decision: { decision: announce-delay, newDate: 2026-09-02 } }
  - { at: P4D, decision: { decision: resolve, outcome: rejected } }
  - { at: P5D, received: { what: withdrawal } }
`);
    const refused = lines.filter(({ event }) => event === 'decision-refused');
    expect(refused.map(({ at, detail }) => `${at.slice(0, 10)} ${detail}`)).toEqual([
      '2026-09-02 close: Nothing has been decided that this could follow.',
      "2026-09-03 answer-within-week: This firm's procedure does not have this step.",
      '2026-09-04 announce-delay: 2026-09-02: newDate must be later than today; made up: reasons',
      expect.stringMatching(/^2026-09-06 received: withdrawal: /),
    ]);
    expect(daysOf(lines, 'rejected')).toEqual(['2026-09-05']);
  });

  testOnServer('says which texts it made up, and uses those that the scenario gives', async () => {
    const { lines, story } = await stories.tell(`
procedure: optimco
complaint: { received: 2026-09-01, complainant: { name: Robin Voorbeeld } }
events:
  - { at: P1D, decision: { decision: resolve, outcome: upheld, reasons: De verzekeraar gaf u gelijk. } }
`);
    expect(lines.find(({ event }) => event === 'decision-applied')?.detail).toBe('resolve: upheld; made up: measures');
    const [letter] = story.told.flatMap(({ about }) => (about.event === 'letter-sent' ? [about.letter] : []));
    expect(letter?.text).toContain('De verzekeraar gaf u gelijk.');
    expect(letter?.text).toContain('Robin Voorbeeld');
    expect(letter?.mime?.toString('utf8')).toContain('Message-ID: ');
  });

  testOnServer('puts a decision off that would meet a letter of its own within the minute, and says so', async () => {
    const ordinary = await stories.tell(meeting('2026-10-02 10:00'));
    const [leaves = ''] = ordinary.lines.filter(({ letter }) => letter === 'acknowledgement').map(({ at }) => at);
    const justBefore = new Date(Date.parse(leaves) - 20_000).toISOString().replace('.000Z', 'Z');
    const { lines } = await stories.tell(meeting(justBefore));
    const decision = lines.find(({ event }) => event === 'decision-applied');
    expect(decision?.detail).toBe('resolve: rejected; made up: reasons; put off, since something was planned within the minute');
    expect(Date.parse(decision?.at ?? '') - Date.parse(leaves)).toBe(61_000);
    expect(lines.map(({ letter }) => letter).filter(Boolean)).toEqual(['acknowledgement', 'rejected']);
  });

  testOnServer('goes on until the day that is given, beyond the closure or before it', async () => {
    const short = await stories.tell('procedure: opticourtage\ncomplaint: { received: 2026-09-01 }\nuntil: P3D\n');
    expect(short.lines.map(({ event }) => event)).toEqual(['received', 'reminder', 'reminder']);
    expect(new Date(short.story.endedAt).toISOString()).toBe('2026-09-04T08:00:00.000Z');
  });

  testOnServer('ends after a year where nobody ever decides, with a new date every month', async () => {
    const { lines } = await stories.tell('procedure: optimco\ncomplaint: { received: 2026-01-05 }\n');
    const delays = lines.filter(({ letter }) => letter === 'delay');
    expect(delays.length).toBeGreaterThanOrEqual(11);
    expect(lines.at(-1)?.at.slice(0, 10) ?? '').toMatch(/^2026-12|^2027-01-0[1-5]/);
    expect(lines.some(({ event }) => event === 'closed')).toBe(false);
  });

  testOnServer('posts what goes by post on the day on which it is ready, to the insurer too', async () => {
    const { lines } = await stories.tell(`
procedure: opticourtage
complaint: { received: 2026-09-01, complainant: { email: '' } }
events:
  - at: P1D
    decision:
      decision: set-responsibility
      responsibility: insurer
      insurer: { name: Exemple Assurances, address: [1 rue de l’Exemple, 75001 PARIS] }
  - { at: P9D, decision: { decision: resolve, outcome: rejected } }
`);
    const letters = lines.filter(({ to }) => to === 'complainant' || to === 'insurer');
    expect(letters.every(({ detail }) => detail?.endsWith('by post') === true)).toBe(true);
    expect(daysOf(lines, 'forwarding')).toEqual(['2026-09-02']);
    expect(daysOf(lines, 'forwarding-notice')).toEqual(['2026-09-02']);
    expect(lines.at(-1)?.event).toBe('closed');
  });
});

function sameStory(received: string): string {
  return `
procedure: opticourtage
complaint: { received: ${received}, caseHandler: client-service }
events:
  - { at: P2D, received: { what: information } }
  - { at: P20D, decision: { decision: resolve, outcome: settled } }
`;
}

function meeting(at: string): string {
  return `
procedure: opticourtage
complaint: { received: 2026-09-01, caseHandler: client-service }
events:
  - { at: '${at}', decision: { decision: resolve, outcome: rejected } }
`;
}

function shapeOf({ event, duty, letter, to }: TimelineLine) {
  return { event, duty, letter, to };
}

function daysOf(lines: TimelineLine[], letter: string): string[] {
  return lines.filter((line) => line.letter === letter).map(({ at }) => at.slice(0, 10));
}

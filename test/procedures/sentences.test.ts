import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { decisionNames } from '../../api/schemas/message-view.ts';
import { isQuotedFrom } from '../../procedures/quotations.ts';
import { closureReasons, complaintKinds } from '../../workflows/domain/complaint.ts';
import { dutyNames } from '../../workflows/domain/duties.ts';
import { letterKinds } from '../../workflows/domain/letters.ts';
import { sentencesOf } from '../sentences/helpers/sentences.ts';
import { realFolder } from './procedure-files.ts';
import { firms } from './slow-deadlines.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/procedures/sentences.md`, 'utf8');

interface Row {
  sentence: string;
  keptIn: string;
  carriedOutBy: string;
}

const textOf = (firm: string) => readFileSync(`${realFolder}texts/${firm}.${firm === 'optimco' ? 'nl' : 'fr'}.txt`, 'utf8');

/** The table of a firm on the page. */
function rowsOf(firm: string): Row[] {
  const section = page.split(`data: \`procedures/${firm}.yaml\``)[1]?.split('\n### ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(1, -1).split(' | '))
    .map(([sentence = '', keptIn = '', carriedOutBy = '']) => ({
      sentence: sentence.trim(),
      keptIn: keptIn.trim(),
      carriedOutBy: carriedOutBy.trim(),
    }));
}

const contents = new Map<string, unknown>();

/** What stands at `firm.yaml#timeLimits[0]`. */
function valueAt(place: string): unknown {
  const [file = '', key = ''] = place.split('#');
  const content: unknown = contents.get(file) ?? parse(readFileSync(`${realFolder}${file}`, 'utf8'));
  contents.set(file, content);
  return key
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], content);
}

/** The words in `code` of a cell. */
function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

const knownWords: readonly string[] = [...dutyNames, ...letterKinds, ...closureReasons, ...complaintKinds, ...decisionNames];

test.each(firms)('the page has every sentence of the text of %s, in its order', (firm) => {
  expect(rowsOf(firm).map(({ sentence }) => sentence)).toEqual(sentencesOf(textOf(firm)));
});

describe.each(firms)('%s', (firm) => {
  test.each(rowsOf(firm))('$sentence', ({ sentence, keptIn, carriedOutBy }) => {
    expect(carriedOutBy).not.toBe('');
    for (const code of codesIn(carriedOutBy)) {
      const known = code.includes('/') ? existsSync(`${root}${code}`) : knownWords.includes(code);
      expect({ code, known }).toEqual({ code, known: true });
    }
    const places = codesIn(keptIn);
    expect(places.length > 0 || keptIn === '–').toBe(true);
    for (const place of places) expect({ place, missing: valueAt(place) === undefined }).toEqual({ place, missing: false });
    const quoted = places.map(valueAt).flatMap((value) => sentenceIn(value));
    const overlapping = quoted.filter((quotation) => isQuotedFrom(quotation, sentence) || isQuotedFrom(sentence, quotation));
    if (!exceptions.includes(sentence)) expect(overlapping.length > 0 || !quotes(places)).toBe(true);
  });

  test('what the text does not say stands on the page, with what stands in for it', () => {
    const silent = page.split('\n### ').find((part) => part.startsWith(headingOf(firm)));
    expect(silent?.split('\n').filter((line) => line.startsWith('| ')).length).toBeGreaterThan(3);
  });
});

/** Kept with another sentence that says the same, or that they introduce. */
const exceptions = [
  '– par un mail',
  'En pratique, la réclamation doit inclure les informations suivantes :',
  "Almena group & associates s'engage à respecter les délais de traitement suivants :",
];

/** True where a place is a statement with a quotation of its own, not a name or an address. */
function quotes(places: string[]): boolean {
  return places.some((place) => sentenceIn(valueAt(place)).length > 0);
}

function sentenceIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null && 'sentence' in value && typeof value.sentence === 'string'
    ? [value.sentence]
    : [];
}

function headingOf(firm: string): string {
  const name = firm
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
  return `What ${name}'s text does not say`;
}

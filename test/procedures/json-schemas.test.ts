import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchemas } from '../../procedures/json-schemas.ts';
import { realFolder } from './procedure-files.ts';

const folders = {
  '.': 'procedure',
  calendars: 'calendar',
  regulators: 'regulator',
  limitations: 'limitation',
  recourse: 'recourse',
  classification: 'classification',
  questionnaires: 'questionnaire',
} as const;

const files = Object.entries(folders).flatMap(([folder, schema]) =>
  readdirSync(`${realFolder}${folder}`)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({
      file: `${folder}/${name}`,
      schema: `${schema}.schema.json`,
      content: readFileSync(`${realFolder}${folder}/${name}`, 'utf8'),
    })),
);

function schemaFor(name: string): z.ZodType {
  return z.fromJSONSchema(JSON.parse(jsonSchemas().get(name) ?? ''));
}

test.each([...jsonSchemas().keys()])('%s is up to date; npm run procedures:schema writes it', (name) => {
  expect(readFileSync(`${realFolder}schemas/${name}`, 'utf8')).toBe(jsonSchemas().get(name));
});

describe.each(files)('$file', ({ file, schema, content }) => {
  test('names its schema for editors in its first line', () => {
    const path = file.startsWith('./') ? `schemas/${schema}` : `../schemas/${schema}`;
    expect(content.split('\n')[0]).toBe(`# yaml-language-server: $schema=${path}`);
  });

  test('is in order by that schema', () => {
    expect(schemaFor(schema).safeParse(parse(content)).error).toBeUndefined();
  });
});

test.each([
  ['an unknown field', 'unless: answer-sent', 'unles: answer-sent'],
  ['a word that is not allowed', 'unit: monToSatDays', 'unit: jours'],
  ['a number out of bounds', 'within: 10', 'within: 1000'],
  ['a text of another form', 'prefix: OPT', 'prefix: Opti'],
  ['a field left out', 'prefix: OPT\n', ''],
])('an editor marks %s', (_fault, from, to) => {
  const content = readFileSync(`${realFolder}opticourtage.yaml`, 'utf8');
  expect(content).toContain(from);
  expect(schemaFor('procedure.schema.json').safeParse(parse(content.replace(from, to))).success).toBe(false);
});

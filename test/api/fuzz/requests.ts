import fc from 'fast-check';
import { token } from '../api-server.ts';
import { junkText, junkValue, type Known, type Schema, spoilt, type Values } from './values.ts';

const json = 'application/json';

/** A parameter of an operation. */
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

/** An operation of the document. */
export interface Operation {
  path: string;
  method: string;
  parameters: Parameter[];
  body?: { schema: Schema; examples: unknown[] } | undefined;
  /** Whether it takes a form with files. */
  form: boolean;
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** Every operation of an OpenAPI document. */
export function operationsOf(document: Schema): Operation[] {
  return Object.entries(document['paths'] as Record<string, Record<string, Schema>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => {
      const content = requestBody?.content['application/json'] as Schema | undefined;
      return {
        path,
        method: method.toUpperCase(),
        parameters: parameters as Parameter[],
        body: content && {
          schema: content['schema'] as Schema,
          examples: Object.values((content['examples'] ?? {}) as Record<string, { value: unknown }>).map(({ value }) => value),
        },
        form: requestBody?.content['multipart/form-data'] !== undefined,
        responses: responses as Operation['responses'],
      };
    }),
  );
}

/** A request as it is sent. */
export interface FuzzedRequest {
  method: string;
  address: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** Requests to an operation: whole ones, ones with something spoilt, and junk. */
export function requestsTo({ path, method, parameters, body, form }: Operation, values: Values): fc.Arbitrary<FuzzedRequest> {
  const among = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  const parts = fc.record(
    Object.fromEntries(among('path').map(({ name, schema }) => [name, mostly(values.of(schema, name), junkText)])),
  );
  const query = fc.record(
    {
      ...Object.fromEntries(among('query').map(({ name, schema }) => [name, mostly(values.of(schema, name), junkValue)])),
      unknown: rarely(junkText),
    },
    { requiredKeys: [] },
  );
  const headers = fc.record(
    {
      ...Object.fromEntries(among('header').map(({ name, schema }) => [name.toLowerCase(), mostly(values.of(schema), junkText)])),
      ...usualHeaders,
    },
    { requiredKeys: ['authorization'] },
  );
  return fc
    .record({
      parts,
      query,
      headers,
      body: body ? bodyOf(body, values) : form ? fc.constantFrom(...forms) : fc.constant(undefined),
    })
    .map((made) => ({
      method,
      address: addressOf(path, made.parts, made.query),
      headers: { ...sendable(made.headers), ...(made.body?.type === undefined ? {} : { 'content-type': made.body.type }) },
      body: made.body?.text,
    }));
}

/** What an example names and only this register knows, such as the letters that wait to be printed. */
function withKnown(example: unknown, known: Known): unknown {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return example;
  const lists = Object.entries(example).filter(([name, value]) => Array.isArray(value) && known[name] !== undefined);
  return { ...example, ...Object.fromEntries(lists.map(([name]) => [name, known[name]])) };
}

/** Plain requests to an operation, as its examples have them: what they need is there, and nothing else is said. */
export function plainRequestsTo(
  { path, method, parameters, body, form }: Operation,
  values: Values,
  known: Known,
): FuzzedRequest[] {
  const ids = path.includes('{id}') ? (known['id'] ?? []) : [''];
  const examples = body ? body.examples.slice(0, path.includes('{id}') ? 1 : undefined) : [undefined];
  const plainForm = form ? forms[0] : undefined;
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = Object.fromEntries(
    needed.map(({ name, schema }) => [name, schema['example'] ?? fc.sample(values.of(schema, name), { numRuns: 1, seed: 1 })[0]]),
  );
  return ids.flatMap((id) =>
    examples.map((example) => ({
      method,
      address: addressOf(
        path,
        { reference: known['reference']?.[0], version: known['version']?.[0], file: known['file']?.[0], id },
        query,
      ),
      headers: {
        authorization: `Bearer ${token}`,
        ...(example === undefined ? {} : { 'content-type': json }),
        ...(plainForm?.type === undefined ? {} : { 'content-type': plainForm.type }),
      },
      body: example === undefined ? plainForm?.text : JSON.stringify(withKnown(example, known)),
    })),
  );
}

function mostly(usual: fc.Arbitrary<unknown>, junk: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: junk });
}

function rarely(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** What any operation may be sent, whether it knows it or not. A wait is never long: nothing applies what is accepted here. */
const usualHeaders = {
  authorization: fc.oneof(
    { weight: 20, arbitrary: fc.constant(`Bearer ${token}`) },
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom('', 'Bearer', 'Bearer x', 'Basic eA=='), junkText) },
  ),
  'if-match': fc.oneof(fc.constantFrom('*', '"1"', '"2", "3"', 'W/"1"', '"', '"99999999999999999999"', '1', ''), junkText),
  'idempotency-key': fc.oneof(fc.uuid(), fc.constantFrom('one', 'two', 'x'.repeat(300), '', 'é'), junkText),
  prefer: fc.constantFrom('respond-async', 'wait=0', 'wait', 'wait=x', 'wait=-1', 'wait="0"', ',;=', 'wait=0.5'),
  'last-event-id': fc.oneof(fc.constantFrom('', '1', '0-OPT-2026-000001-1', '999999999999999999'), junkText),
  accept: fc.constantFrom('*/*', 'application/json', 'text/event-stream', 'image/png', ','),
  'if-none-match': fc.constantFrom('*', '"1"', ''),
  'accept-encoding': fc.constantFrom('identity', 'gzip'),
};

/** What a header cannot carry is left out of it. */
function sendable(headers: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value)
      .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
      .trim()
      .slice(0, 4_000),
  ]);
  return Object.fromEntries(texts);
}

function addressOf(path: string, parts: Record<string, unknown>, query: Record<string, unknown>): string {
  // An empty part, and one of dots, is another address.
  const part = (name: string) => encoded(String(parts[name])).replace(/^(\.{0,2})$/, 'x$1') || 'x';
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => part(name));
  const asked = Object.entries(query).flatMap(([name, value]) => {
    const all = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return all.map((one) => `${name}=${encoded(typeof one === 'object' ? JSON.stringify(one) : String(one))}`);
  });
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
}

/** Half a surrogate pair has no encoding: it goes as bytes that are no UTF-8. */
function encoded(text: string): string {
  const short = text.slice(0, 3_000);
  const whole = Buffer.from(short).toString();
  return whole === short ? encodeURIComponent(short) : `${encodeURIComponent(whole)}%ed%a0%80`;
}

interface Body {
  type: string | undefined;
  text: string;
}

function bodyOf({ schema, examples }: NonNullable<Operation['body']>, values: Values): fc.Arbitrary<Body> {
  const made = values.of(schema);
  const whole = examples.length === 0 ? made : fc.oneof(fc.constantFrom(...examples), made);
  const broken = fc
    .tuple(whole, fc.nat(12), junkValue, fc.constantFrom('put' as const, 'leave-out' as const, 'add' as const))
    .map(([value, place, instead, way]) => spoilt(value, place, instead, way));
  const asJson = (value: unknown): Body => ({ type: json, text: JSON.stringify(value) ?? 'null' });
  return fc.oneof(
    { weight: 5, arbitrary: whole.map(asJson) },
    { weight: 5, arbitrary: broken.map(asJson) },
    { weight: 1, arbitrary: junkValue.map(asJson) },
    { weight: 1, arbitrary: fc.constantFrom(...unreadable).map((text) => ({ type: json, text })) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constantFrom(...otherTypes), text: whole.map((value) => JSON.stringify(value)) }),
    },
  );
}

/** A form with a file, then some with something wrong. */
const forms: readonly [Body, ...Body[]] = [
  formWith('name="files"; filename="a.txt"', 'Bonjour'),
  formWith('name="files"; filename="a.txt"', ''),
  formWith('name="other"; filename="a.txt"', 'Bonjour'),
  formWith('name="files"', 'Bonjour'),
  formWith('name="__proto__"', 'Bonjour'),
  formWith('filename="a.txt"', 'Bonjour'),
  formWith('name="files"; filename="../../\u202ea\ud800.exe"', 'MZ'),
  formWith('name="files"; filename="a.zip"', 'PK\u0003\u0004'.padEnd(40, '\u0000')),
  { ...formWith('name="files"; filename="a.txt"', 'Bonjour'), type: 'multipart/form-data' },
  { ...formWith('name="files"; filename="a.txt"', 'Bonjour'), type: 'multipart/form-data; boundary=other' },
  { type: json, text: '{"files":[]}' },
  { type: undefined, text: 'x' },
];

function formWith(disposition: string, content: string): Body {
  const text = `--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n--x--\r\n`;
  return { type: 'multipart/form-data; boundary=x', text };
}

const unreadable = [
  '',
  '{',
  '"',
  'null',
  '[]',
  '{"a":1e999}',
  '{"a":1,"a":2}',
  '{"__proto__":{"decision":"close"}}',
  '\ufeff{}',
  '{"reason":"\\u0000"}',
  '{"reason":"\\ud800"}',
  '['.repeat(20_000),
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `"${'x'.repeat(300_000)}"`,
  '1'.repeat(400),
];

const otherTypes = [
  undefined,
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json; charset=no-such-thing',
  'application/vnd.api+json',
  'application/merge-patch+json',
  ';',
];

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { messagesOf } from '../../register/queries.ts';
import { type ApiUnderTest, registered, startApi, token } from './api-server.ts';
import { applyAccepted, sendLetter, writeLetter } from './drive.ts';
import { type FuzzedRequest, type Operation, operationsOf, plainRequestsTo, requestsTo } from './fuzz/requests.ts';
import { type Known, type Schema, Values } from './fuzz/values.ts';

/*
 * Every operation that the document describes is sent whatever its schemas allow, nearly allow and do not allow: a new route is tried
 * without anybody naming it here. FUZZ_SEED=… tries other requests; a failure prints its seed and the request.
 */

const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_513);
/** For all operations together, in milliseconds. */
const budget = 25_000;
const mostRequests = 150;

let api: ApiUnderTest;
let document: Schema;
let operations: Operation[];
let known: Known;
let values: Values;
const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false });
addFormats.default(ajv);

beforeAll(async () => {
  api = await startApi();
  document = (await api.send('/api/openapi.json', {})).body;
  operations = operationsOf(document);
  ajv.addSchema(document, 'document');
  known = await whatIsThere();
  values = new Values(document, known);
});
afterAll(() => api.close());

/** Complaints of every firm with messages and letters, and the names by which operations ask for them. */
async function whatIsThere(): Promise<Known> {
  const references = [
    await registered(api),
    await registered(api, { procedure: 'almena', channel: 'phone', kind: 'gdpr' }),
    await registered(api, { procedure: '123-courtage', representative: { name: 'Camille Exemple' } }),
    await registered(api, { procedure: 'optimco', kind: 'classic-and-gdpr' }),
    await registered(api, { procedure: 'alter-ego' }),
  ];
  const first = references[0] ?? '';
  await api.post(`/api/complaints/${first}/decisions`, { decision: 'assign', caseHandler: 'client-service' });
  await applyAccepted(api, first);
  const ids = (await messagesOf(api.register.database, first)).map(({ id }) => id);
  const tray = await writeLetter(api, first, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'post' });
  const mailed = await writeLetter(api, first, { duty: 'interim-reply', kind: 'interim-reply', way: 'e-mail' });
  await sendLetter(api, first, mailed);
  ids.push(tray, mailed);
  const intake = await kept('/api/intakes');
  const file = await attached(`/api/intakes/${intake}/files`);
  ids.push(await attached(`/api/complaints/${first}/attachments`), intake, await kept('/api/actions', { complaints: [first] }));
  const procedures = api.library.allInForce();
  return {
    reference: references,
    linkedTo: references,
    letters: [tray],
    file: [file],
    id: [...ids, ...procedures.map(({ id }) => id)],
    procedure: procedures.map(({ id }) => id),
    version: procedures.map(({ version }) => version),
    caseHandler: ['client-service', 'complaints-manager'],
  };
}

/** Keeps something as the document's first example has it, but for what only this register knows. @returns its id */
async function kept(path: string, changes: Record<string, unknown> = {}): Promise<string> {
  const examples: Record<string, { value: object }> =
    document['paths'][path].post.requestBody.content['application/json'].examples;
  const { status, body, text } = await api.post(path, { ...Object.values(examples)[0]?.value, ...changes });
  if (status >= 300) throw new Error(`${path} keeps no example of its own: ${text}`);
  return body.id as string;
}

/** Attaches a file to what is at an address. @returns its id */
async function attached(address: string): Promise<string> {
  const form = new FormData();
  form.append('files', new Blob(['Bonjour']), 'a.txt');
  const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form };
  return (await api.send(address, init)).body.items[0].id as string;
}

/** Sends a request as it is. @returns the status, the content type and the text; of a stream, no text */
async function send({ address, ...init }: FuzzedRequest): Promise<{ status: number; type: string; text: string }> {
  const aborter = new AbortController();
  const response = await fetch(`${api.url}${address}`, {
    method: init.method,
    headers: init.headers,
    signal: aborter.signal,
    // Bytes, so that no content type is added to it.
    ...(init.body === undefined ? {} : { body: Buffer.from(init.body) }),
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (type === 'text/event-stream') {
    aborter.abort();
    return { status: response.status, type, text: '' };
  }
  return { status: response.status, type, text: await response.text() };
}

/** What is wrong with an answer, by the document's own words. */
function faultIn({ path, method, responses }: Operation, answer: Awaited<ReturnType<typeof send>>): string | undefined {
  const { status, type, text } = answer;
  const content = responses[String(status)]?.content;
  if (!responses[String(status)]) return `${status} is not among ${Object.keys(responses).join(', ')}`;
  if (!content?.[type]) return `the answer is ${type}, not ${Object.keys(content ?? {}).join(', ')}`;
  if (!type.endsWith('json')) return undefined;
  const steps = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = ajv.getSchema(`document#/${pointer}`);
  if (!validate) return `the document has no schema at ${pointer}`;
  return validate(JSON.parse(text)) ? undefined : `the answer is not as described: ${ajv.errorsText(validate.errors)}`;
}

/** Sends a request. @returns the status @throws Error where the answer is not as the document says */
async function tried(operation: Operation, request: FuzzedRequest): Promise<number> {
  const answer = await send(request);
  const fault = answer.status >= 500 ? 'a fault of its own' : faultIn(operation, answer);
  if (fault === undefined) return answer.status;
  throw new Error(`${operation.method} ${operation.path} answered ${answer.status}: ${fault}\n${answer.text.slice(0, 500)}`);
}

test('every operation that is asked for what is there, by its own examples, succeeds and answers as the document says', async () => {
  expect(operations.length).toBeGreaterThan(20);
  for (const operation of operations) {
    const statuses: number[] = [];
    for (const request of plainRequestsTo(operation, values, known)) statuses.push(await tried(operation, request));
    // A fuzzer that is refused everywhere would find nothing.
    expect([operation.path, statuses.some((status) => status < 300)]).toEqual([operation.path, true]);
  }
});

test('every operation answers whatever it is sent as the document says, and never with a fault of its own', async () => {
  for (const operation of operations) {
    // Some come with a wrong token, of which one address has so many.
    await api.register.database.deleteFrom('try_count').execute();
    await fc.assert(
      fc.asyncProperty(requestsTo(operation, values), async (request) => void (await tried(operation, request))),
      { seed, numRuns: mostRequests, interruptAfterTimeLimit: budget / operations.length, endOnFailure: true },
    );
  }
});

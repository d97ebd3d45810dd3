import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { sql } from 'kysely';
import { decisionNames } from '../../api/schemas/message-view.ts';
import { keepProcedureVersion } from '../../register/procedure-versions.ts';
import { escalationTargets } from '../../workflows/domain/complaint.ts';
import { receivedKinds } from '../../workflows/domain/messages.ts';
import { alteredProcedure } from '../procedures/altered-procedure.ts';
import { type Answer, type ApiUnderTest, registered, startApi } from './api-server.ts';
import { answer, applyAccepted, applyByHand, closeByWithdrawal, writeLetter } from './drive.ts';

let api: ApiUnderTest;
let document: any;
beforeAll(async () => {
  api = await startApi();
  document = (await api.send('/api/openapi.json', {})).body;
});
afterAll(() => api.close());

interface Operation {
  path: string;
  method: string;
  operation: {
    operationId: string;
    summary: string;
    security?: unknown[];
    parameters?: { name: string; in: string; required?: boolean }[];
    requestBody?: { content: Record<string, { schema: unknown; examples: Record<string, { value: unknown }> }> };
    responses: Record<string, { description: string; content?: Record<string, unknown> }>;
  };
}

function operations(): Operation[] {
  return Object.entries(document.paths as Record<string, Record<string, Operation['operation']>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

describe('The OpenAPI document', () => {
  test('is of version 3.1, with its server and its security', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: 'http://localhost:3000' }],
      security: [{ token: [] }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    });
  });

  test('is valid, by the schema that OpenAPI has published', async () => {
    const validator = new Validator();
    expect(await validator.validate(document)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('describes every path that the router offers, and no other', () => {
    const offered = api.offered.filter((path) => !path.startsWith('/api/docs'));
    expect(Object.keys(document.paths).sort()).toEqual(offered.sort());
  });

  test('describes the methods that each path offers', async () => {
    for (const path of Object.keys(document.paths)) {
      const address = path.replace('{reference}', 'OPT-2026-000001').replace('{id}', 'x');
      const { headers } = await api.send(address, {
        method: 'OPTIONS',
        headers: { Authorization: 'Bearer a-token-of-32-characters-for-tests' },
      });
      const allowed = (headers.get('allow') ?? '').split(', ').filter((method) => method === 'GET' || method === 'POST');
      const described = Object.keys(document.paths[path]).map((method) => method.toUpperCase());
      expect([path, described.sort()]).toEqual([path, allowed.sort()]);
    }
  });

  test('refers to nothing that it does not have', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target as string);
    expect(references.length).toBeGreaterThan(20);
    for (const target of references) {
      const found = target
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);
      expect([target, typeof found]).toEqual([target, 'object']);
    }
  });

  test('gives every operation a name of its own, a summary and described answers', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operation } of operations()) {
      expect(operation.summary).toEqual(expect.any(String));
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(response.description).toEqual(expect.any(String));
        const types = Object.keys(response.content ?? {});
        if (Number(status) >= 400) expect(types).toEqual(['application/problem+json']);
      }
    }
  });

  test('declares every part of a path, and only those', () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([path, declared.map(({ name }) => name).sort()]).toEqual([path, inPath]);
      expect(declared.every(({ required }) => required === true)).toBe(true);
    }
  });

  test('has 401, 429 and 503 wherever a token is needed', () => {
    for (const { operation } of operations().filter(({ operation }) => operation.security === undefined))
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '429', '503']));
  });

  test('gives every request body an example', () => {
    const posts = operations().filter(({ method }) => method === 'post');
    expect(posts.length).toBeGreaterThan(7);
    for (const { operation } of posts)
      for (const { examples = {} } of Object.values<{ examples?: object }>(operation.requestBody?.content ?? { none: {} }))
        expect(Object.keys(examples).length).toBeGreaterThan(0);
  });

  test('lets every request that keeps something be repeated safely, and every change of a complaint rest on what was seen', () => {
    const keeping = operations().filter(({ method, path }) => method === 'post' && !path.endsWith('/preview'));
    const headersOf = ({ operation }: Operation) => (operation.parameters ?? []).map(({ name }) => name);
    for (const one of keeping) {
      expect([one.path, headersOf(one)]).toEqual([one.path, expect.arrayContaining(['Idempotency-Key'])]);
      // A note, a further file, what was read or linked changes nothing that anybody decides by.
      const adds = /\/(notes|attachments|files|unread\/read|relatives|private-page\/revoked)$/.test(one.path);
      const changesOne = (one.path.includes('{reference}') || one.path.startsWith('/api/intakes/{id}')) && !adds;
      expect([one.path, headersOf(one).includes('If-Match')]).toEqual([one.path, changesOne]);
      expect([one.path, '412' in one.operation.responses]).toEqual([one.path, changesOne]);
    }
  });

  test('gives an example of every decision, every way on and everything that can come in', () => {
    const shown = (path: string, field: string) =>
      Object.values(examplesOf(`/api/complaints/{reference}/${path}`)).map(({ value }) => value[field]);
    expect([...new Set(shown('decisions', 'decision'))].sort()).toEqual([...decisionNames].sort());
    expect(shown('escalations', 'to').sort()).toEqual([...escalationTargets].sort());
    expect(shown('received', 'what').sort()).toEqual(receivedKinds.filter((kind) => kind !== 'mediator-period-ending').sort());
  });

  test('has no example that says when a complaint was received, so that none goes stale', () => {
    for (const example of Object.values(examplesOf('/api/complaints'))) expect(example.value).not.toHaveProperty('received');
  });
});

function examplesOf(path: string): Record<string, { value: Record<string, unknown> }> {
  return document.paths[path].post.requestBody.content['application/json'].examples;
}

/** What an example needs before it can be posted: another complaint than the usual one, something that has happened. */
interface Given {
  changes?: Record<string, unknown>;
  first?: (reference: string) => Promise<unknown>;
  /** What stands in for a value that only this register knows. */
  instead?: () => Record<string, unknown>;
}

const isAnswered: Given = { first: (reference) => answer(api, reference, rejected) };
const isProposed: Given = {
  first: async (reference) => {
    await api.post(`/api/complaints/${reference}/decisions`, { ...rejected, proposed: true });
    await applyAccepted(api, reference);
  },
};
const rejected = { decision: 'resolve', outcome: 'rejected', reasons: 'x' };
const onlySaid: Given = { changes: { procedure: 'almena', channel: 'phone' } };
const aboutData: Given = { changes: { kind: 'gdpr' } };

/** As if the firm's file had changed since the complaint was registered. */
const isOnEarlierVersion: Given = {
  first: async (reference) => {
    const { version, id, content } = alteredProcedure(({ firm }) => {
      firm.address = ['Ancienne adresse'];
    });
    const { database } = api.register;
    await keepProcedureVersion(database, { version, procedure: id, content });
    await sql`
      update complaint set procedure_version = ${version},
        facts = facts || jsonb_build_object('procedureVersion', ${version}::text)
      where reference = ${reference}`.execute(database);
  },
  instead: () => ({ version: api.library.inForce('opticourtage')?.version }),
};

const given: Record<string, Given> = {
  moveToVersion: isOnEarlierVersion,
  answerWithinWeek: { changes: { procedure: 'optimco' } },
  inviteToWrite: onlySaid,
  writtenComplaint: onlySaid,
  mandate: { changes: { representative: { name: 'Camille Exemple' } } },
  interimReply: { changes: { procedure: '123-courtage' } },
  recordResult: { changes: { procedure: '123-courtage' } },
  extendGdpr: aboutData,
  gdprUpheld: aboutData,
  approve: isProposed,
  sendBack: isProposed,
  measures: isAnswered,
  close: isAnswered,
  disagreement: isAnswered,
  answerEnquiry: { first: (reference) => applyByHand(api, reference, { signal: 'receive', body: { what: 'enquiry' } }) },
  reopen: { first: (reference) => closeByWithdrawal(api, reference) },
  offerAccepted: {
    first: (reference) => answer(api, reference, examplesOf('/api/complaints/{reference}/decisions')['settled']?.value ?? {}),
  },
};

describe('Every example works as it stands', () => {
  const tried = async (path: string, post: (reference: string, value: unknown) => Promise<Answer>, status: number) => {
    for (const [name, { value }] of Object.entries(examplesOf(path))) {
      const { changes, first, instead } = given[name] ?? {};
      const reference = await registered(api, changes);
      await first?.(reference);
      const done = await post(reference, { ...value, ...instead?.() });
      expect([name, done.status, done.status === status ? '' : done.text]).toEqual([name, status, '']);
      await applyAccepted(api, reference);
      const { decisions } = (await api.get(`/api/complaints/${reference}`)).body;
      expect([name, decisions.filter(({ state }: { state: string }) => state !== 'applied')]).toEqual([name, []]);
    }
  };

  test('of a complaint', () => tried('/api/complaints', (_reference, value) => api.post('/api/complaints', value), 201));

  test.each(['decisions', 'escalations', 'received'])('of %s', (kind) =>
    tried(
      `/api/complaints/{reference}/${kind}`,
      (reference, value) => api.post(`/api/complaints/${reference}/${kind}`, value),
      202,
    ),
  );

  test('of posting a letter', () =>
    tried(
      '/api/complaints/{reference}/letters/{id}/posted',
      async (reference, value) => {
        const id = await writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'post' });
        return api.post(`/api/complaints/${reference}/letters/${id}/posted`, value);
      },
      200,
    ));

  test('of printing letters', async () => {
    for (const { value } of Object.values(examplesOf('/api/letters/print'))) {
      const letters = await Promise.all(
        (value['letters'] as string[]).map(async () => {
          const way = { duty: 'acknowledgement', kind: 'acknowledgement', way: 'post' } as const;
          return writeLetter(api, await registered(api), way);
        }),
      );
      expect((await api.post('/api/letters/print', { ...value, letters })).status).toBe(200);
    }
  });

  test('also a year later', async () => {
    api.setClock(Date.now() + 366 * 86_400_000);
    document = (await api.send('/api/openapi.json', {})).body;
    await tried(
      '/api/complaints/{reference}/decisions',
      (reference, value) => api.post(`/api/complaints/${reference}/decisions`, value),
      202,
    );
  });
});

describe('The documentation page', () => {
  test('loads nothing from anywhere else, and is told so', async () => {
    const { headers, text } = await api.send('/api/docs', {});
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address as string);
    expect(addresses.every((address) => address.startsWith('/api/') || address === 'data:,')).toBe(true);
    for (const address of addresses.filter((one) => one.startsWith('/api/')))
      expect((await api.send(address, {})).status).toBe(200);
  });

  test('has no script or style of its own within it, which the policy would stop', async () => {
    const { text } = await api.send('/api/docs', {});
    expect(text).not.toMatch(/<style|style=|<script>|\son\w+=/);
  });
});

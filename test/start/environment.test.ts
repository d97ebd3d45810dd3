import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BadEnvironment, environmentTable, portsToOpen, readEnvironment } from '../../start/environment.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();

function linesOf(given: Record<string, string>): readonly string[] {
  try {
    readEnvironment(given);
  } catch (error) {
    if (error instanceof BadEnvironment) return error.lines;
    throw error;
  }
  return [];
}

describe('a bad value is one line that names the variable, what was given and what is allowed', () => {
  const port = 'a whole number from 1 to 65535';
  const bad: [variable: string, given: string, line: string][] = [
    ['PORT', 'abc', `PORT is 'abc'; allowed: ${port}.`],
    ['PORT', '0', `PORT is '0'; allowed: ${port}.`],
    ['PORT', '65536', `PORT is '65536'; allowed: ${port}.`],
    ['PORT', '3000.5', `PORT is '3000.5'; allowed: ${port}.`],
    ['PORT', '0x1F', `PORT is '0x1F'; allowed: ${port}.`],
    ['PORT', ' 3000', `PORT is ' 3000'; allowed: ${port}.`],
    ['PORT', '-1', `PORT is '-1'; allowed: ${port}.`],
    ['PORT', '', `PORT is empty (leave it out for the default); allowed: ${port}.`],
    ['TEMPORAL_PORT', 'x', `TEMPORAL_PORT is 'x'; allowed: ${port}.`],
    ['TEMPORAL_UI_PORT', 'x', `TEMPORAL_UI_PORT is 'x'; allowed: ${port}.`],
    ['SMTP_PORT', 'x', `SMTP_PORT is 'x'; allowed: ${port}.`],
    ['MAIL_UI_PORT', 'x', `MAIL_UI_PORT is 'x'; allowed: ${port}.`],
    ['DATABASE_PORT', '70000', `DATABASE_PORT is '70000'; allowed: a whole number from 0 to 65535.`],
    ['HEALTH_PORT', '0', `HEALTH_PORT is '0'; allowed: ${port}.`],
    ['HOST', 'a b', `HOST is 'a b'; allowed: an IP address or host name of this machine.`],
    ['LOG_LEVEL', 'loud', `LOG_LEVEL is 'loud'; allowed: trace, debug, info, warn, error, fatal or silent.`],
    ['LOG_LEVEL', 'INFO', `LOG_LEVEL is 'INFO'; allowed: trace, debug, info, warn, error, fatal or silent.`],
    ['DATA_DIR', '', 'DATA_DIR is empty (leave it out for the default); allowed: the path of a folder.'],
    ['PROCEDURES_DIR', '/nowhere', `PROCEDURES_DIR is '/nowhere'; allowed: the path of an existing folder.`],
    [
      'WORKFLOW_BUNDLE',
      '/nowhere/bundle.js',
      `WORKFLOW_BUNDLE is '/nowhere/bundle.js'; allowed: the path of a file that \`npm run build\` has made.`,
    ],
    ['TEMPORAL_ADDRESS', 'localhost', `TEMPORAL_ADDRESS is 'localhost'; allowed: host:port.`],
    ['TEMPORAL_ADDRESS', 'localhost:99999', `TEMPORAL_ADDRESS is 'localhost:99999'; allowed: host:port.`],
    [
      'TEMPORAL_NAMESPACE',
      'a b',
      `TEMPORAL_NAMESPACE is 'a b'; allowed: letters, digits and any of _ . -, beginning with a letter or digit.`,
    ],
    ['TEMPORAL_CLI_PATH', '/nowhere', `TEMPORAL_CLI_PATH is '/nowhere'; allowed: the path of an executable file.`],
    ['TEMPORAL_TEST_SERVER_PATH', '/', `TEMPORAL_TEST_SERVER_PATH is '/'; allowed: the path of an executable file.`],
    ['TEMPORAL_UI_URL', 'ui', `TEMPORAL_UI_URL is 'ui'; allowed: an http:// or https:// address.`],
    [
      'PUBLIC_URL',
      'ftp://example.org',
      `PUBLIC_URL is 'ftp://example.org'; allowed: an http:// or https:// address without query.`,
    ],
    ['SMTP_TIMEOUT_SECONDS', '0', `SMTP_TIMEOUT_SECONDS is '0'; allowed: a whole number from 1 to 600.`],
    ['MAX_CACHED_WORKFLOWS', 'many', `MAX_CACHED_WORKFLOWS is 'many'; allowed: a whole number from 1 to 100000.`],
    ['FAULT_AT', 'Not A Point', `FAULT_AT is 'Not A Point'; allowed: the name of a point, in lower case with hyphens.`],
    [
      'ADMIN_API_TOKEN_NAME',
      ' x',
      `ADMIN_API_TOKEN_NAME is ' x'; allowed: 1 to 80 characters, no control characters, no space at either end.`,
    ],
    ['SESSION_IDLE_MINUTES', '2', `SESSION_IDLE_MINUTES is '2'; allowed: a whole number from 5 to 1440.`],
    ['SESSION_HOURS', '48', `SESSION_HOURS is '48'; allowed: a whole number from 1 to 24.`],
    ['LOCAL_SIGN_IN', 'maybe', `LOCAL_SIGN_IN is 'maybe'; allowed: yes or no; no only with OIDC_ISSUER.`],
    ...['everybody', '10.0.0.0/33', '10.0.0', 'loopback;10.0.0.1'].map((given): [string, string, string] => [
      'TRUSTED_PROXIES',
      given,
      `TRUSTED_PROXIES is '${given}'; allowed: IP addresses, networks such as 10.0.0.0/8, or any of loopback, linklocal and uniquelocal, with commas.`,
    ]),
    [
      'OIDC_ISSUER',
      'http://login.example.org',
      `OIDC_ISSUER is 'http://login.example.org'; allowed: an https:// address (http:// on this machine only).`,
    ],
    ['OIDC_SCOPES', 'profile', `OIDC_SCOPES is 'profile'; allowed: \`openid\` and further scopes, with single spaces.`],
    ['OIDC_VALUES', '["x"]', `OIDC_VALUES is '["x"]'; allowed: a JSON object of texts or lists of texts.`],
    ['OIDC_VALUES', '{"x": 1}', `OIDC_VALUES is '{"x": 1}'; allowed: a JSON object of texts or lists of texts.`],
    ['LOG_LEVEL', 'a\nb\u001b', `LOG_LEVEL is 'a\\nb\\u001b'; allowed: trace, debug, info, warn, error, fatal or silent.`],
  ];
  test.each(bad)('%s given as %j', (variable, given, line) => {
    expect(linesOf({ [variable]: given })).toEqual([line]);
  });

  test('every bad value has its line', () => {
    expect(linesOf({ PORT: 'abc', LOG_LEVEL: 'loud' })).toHaveLength(2);
  });
});

describe("a secret's value is never shown", () => {
  const secrets: [variable: string, given: string][] = [
    ['ADMIN_API_TOKEN', 'short-secret'],
    ['ADMIN_API_TOKEN', 'has spaces and is long enough'],
    ['DATABASE_URL', 'mysql://user:secret@localhost/x'],
    ['SMTP_URL', 'http://user:secret@localhost'],
  ];
  test.each(secrets)('%s', (variable, given) => {
    const lines = linesOf({ [variable]: given });
    expect(lines).toEqual([
      expect.stringContaining(`${variable} is a secret of ${given.length} characters that is not shown here; allowed: `),
    ]);
    expect(lines.join()).not.toContain(given);
  });
});

describe('values that contradict each other', () => {
  test('two ports may not be the same', () => {
    expect(linesOf({ PORT: '8025' })).toEqual([`MAIL_UI_PORT is '8025', and so is PORT; allowed: a port of its own for each.`]);
  });

  test('a port that is not opened may be the same as another', () => {
    expect(linesOf({ PORT: '8025', SMTP_URL: 'smtp://mail.example.org' })).toEqual([]);
    expect(linesOf({ PORT: '7233', TEMPORAL_ADDRESS: 'temporal.example.org:7233' })).toEqual([]);
  });

  test('an issuer comes with our id there, and people keep one way to sign in', () => {
    const whole = { OIDC_ISSUER: 'https://login.example.org/realms/desk', OIDC_CLIENT_ID: 'doleance' };
    expect(linesOf(whole)).toEqual([]);
    expect(linesOf({ ...whole, LOCAL_SIGN_IN: 'no' })).toEqual([]);
    expect(linesOf({ OIDC_ISSUER: whole.OIDC_ISSUER })).toEqual([
      'OIDC_CLIENT_ID is left out; allowed: OIDC_ISSUER with it, or neither.',
    ]);
    expect(linesOf({ OIDC_CLIENT_ID: 'doleance' })).toEqual([
      'OIDC_ISSUER is left out; allowed: OIDC_CLIENT_ID with it, or neither.',
    ]);
    expect(linesOf({ LOCAL_SIGN_IN: 'no' })).toEqual([
      "LOCAL_SIGN_IN is 'no', and OIDC_ISSUER is left out; allowed: one way to sign in.",
    ]);
  });

  test('what the values of an issuer mean is read as JSON', () => {
    const given = { OIDC_VALUES: '{ "Desk": ["case-handler@optimco", "compliance@*"], "Chief": "administrator@*" }' };
    expect([...(readEnvironment(given).OIDC_VALUES ?? [])]).toEqual([
      ['Desk', ['case-handler@optimco', 'compliance@*']],
      ['Chief', ['administrator@*']],
    ]);
  });

  test('DKIM is configured whole or not at all', () => {
    expect(linesOf({ DKIM_DOMAIN: 'example.org' })).toEqual([
      'DKIM_SELECTOR and DKIM_PRIVATE_KEY_FILE are left out; allowed: DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY_FILE all three or none.',
    ]);
  });

  test.each<[what: string, given: Record<string, string>, line: string]>([
    [
      'a bucket is entered with both halves of its key or with none',
      { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'x' },
      'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are not both set; allowed: both or none.',
    ],
    [
      'settings of a bucket need a bucket',
      { S3_ENDPOINT: 'https://s3.example.org' },
      'S3_BUCKET is left out; allowed: a bucket, where S3_ENDPOINT or S3_ACCESS_KEY_ID is set.',
    ],
    [
      'files are scanned by one scanner',
      { CLAMAV_HOST: 'clamav', CLAMAV_SOCKET: '/run/clamd.sock' },
      'CLAMAV_HOST and CLAMAV_SOCKET are both set; allowed: one of them.',
    ],
    [
      'a complaint has room for a file of the largest size',
      { ATTACHMENT_FILE_MB: '50', ATTACHMENT_COMPLAINT_MB: '40' },
      'ATTACHMENT_FILE_MB is more than ATTACHMENT_COMPLAINT_MB; allowed: as much or less.',
    ],
    [
      'a firm has room for what may come from one network',
      { DRAFT_FILES_FIRM_MB: '100' },
      'DRAFT_FILES_NETWORK_MB is more than DRAFT_FILES_FIRM_MB; allowed: as much or less.',
    ],
  ])('%s', (_what, given, line) => {
    expect(linesOf(given)).toEqual([line]);
  });

  test('the file of the DKIM key must hold a private key', () => {
    const file = join(makeFolder(), 'key.pem');
    writeFileSync(file, 'no key');
    expect(linesOf({ DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'letters', DKIM_PRIVATE_KEY_FILE: file })).toEqual([
      `DKIM_PRIVATE_KEY_FILE is '${file}'; allowed: the path of a readable PEM private key without passphrase.`,
    ]);
  });
});

describe('what is left out has its default', () => {
  test('nothing needs to be set', () => {
    const environment = readEnvironment({});
    expect(environment).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      DATABASE_PORT: 0,
      SMTP_TIMEOUT_SECONDS: 30,
    });
    expect(environment.PUBLIC_URL).toBe('http://127.0.0.1:3000');
    expect(environment.ADMIN_API_TOKEN).toBeUndefined();
    expect(environment.MAX_CACHED_WORKFLOWS).toBeGreaterThanOrEqual(100);
    expect(environment.MAX_CACHED_WORKFLOWS).toBeLessThanOrEqual(2000);
  });

  test('the public address follows host and port, and an address without its last slash stands as given', () => {
    expect(readEnvironment({ HOST: '0.0.0.0', PORT: '80' }).PUBLIC_URL).toBe('http://127.0.0.1:80');
    expect(readEnvironment({ HOST: '::1' }).PUBLIC_URL).toBe('http://[::1]:3000');
    expect(readEnvironment({ PUBLIC_URL: 'https://complaints.example.org/' }).PUBLIC_URL).toBe('https://complaints.example.org');
  });

  test('the cache stands in the XDG cache folder, and a relative one there is ignored', () => {
    expect(readEnvironment({ XDG_CACHE_HOME: '/caches' }).CACHE_DIR).toBe('/caches/doleance');
    expect(readEnvironment({ XDG_CACHE_HOME: 'caches' }).CACHE_DIR).toMatch(/\.cache\/doleance$/);
    expect(readEnvironment({ CACHE_DIR: '/elsewhere' }).CACHE_DIR).toBe('/elsewhere');
  });

  test('an executable is taken by its absolute path', () => {
    const file = join(makeFolder(), 'temporal');
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, 0o755);
    expect(readEnvironment({ TEMPORAL_CLI_PATH: file }).TEMPORAL_CLI_PATH).toBe(file);
  });
});

test('only the ports of servers that are started here are opened', () => {
  const variables = (given: Record<string, string>) => portsToOpen(readEnvironment(given)).map(({ variable }) => variable);
  expect(variables({})).toEqual(['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'MAIL_UI_PORT']);
  expect(variables({ DATABASE_PORT: '5433' })).toContain('DATABASE_PORT');
  expect(
    variables({ TEMPORAL_ADDRESS: 'a:1', SMTP_URL: 'smtp://a', DATABASE_URL: 'postgres://a/b', DATABASE_PORT: '5433' }),
  ).toEqual(['PORT']);
});

test('docs/configuration.md holds the table of the schema', () => {
  const documentation = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const [, table] = /<!-- environment:begin -->\n([\s\S]*?)\n<!-- environment:end -->/.exec(documentation) ?? [];
  expect(table).toBe(environmentTable());
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { BadMailboxes, readMailboxesFile, readyToOpen, replyAddressesOf } from '../../start/mailboxes-settings.ts';
import { makeCertificates } from '../helpers/certificates.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { projectFile, root } from '../production/helpers/compose-file.ts';

const makeFolder = temporaryFolders();
const least = {
  firm: 'opticourtage',
  address: 'a@example.org',
  host: 'imap.example.org',
  user: 'a',
  passwordEnv: 'MAIL_PASSWORD',
};

function written(content: unknown): string {
  const path = join(makeFolder(), 'mailboxes.yaml');
  writeFileSync(path, typeof content === 'string' ? content : stringify(content));
  return path;
}
const mailboxes = (...changes: Record<string, unknown>[]) =>
  written({ mailboxes: changes.map((change) => ({ ...least, ...change })) });

function mistakesIn(path: string): string[] {
  try {
    readyToOpen(readMailboxesFile(path), { MAIL_PASSWORD: 'secret', EMPTY: '' });
    return [];
  } catch (fault) {
    if (fault instanceof BadMailboxes) return fault.message.split('\n');
    throw fault;
  }
}

test('a mailbox needs an address, a host, a user and a password; all else has a usual value', () => {
  const file = readMailboxesFile(mailboxes({}));
  expect(file.largest).toBe(40 * 1024 * 1024);
  expect(readyToOpen(file, { MAIL_PASSWORD: 'secret' })).toEqual([
    {
      name: 'opticourtage',
      procedure: 'opticourtage',
      address: 'a@example.org',
      host: 'imap.example.org',
      port: 993,
      tls: 'implicit',
      user: 'a',
      password: 'secret',
      folder: 'INBOX',
      tags: 'none',
    },
  ]);
});

test('a password can stand in a file beside it, without the line end', () => {
  const path = mailboxes({ passwordEnv: undefined, passwordFile: 'one.password' });
  writeFileSync(join(path, '..', 'one.password'), ' secret \n');
  expect(readyToOpen(readMailboxesFile(path), {})[0]?.password).toBe(' secret ');
});

test('the authority of a server’s certificate stands in a file beside it, and a key in that file goes nowhere', () => {
  const path = mailboxes({ caFile: 'ca/ours.pem' });
  const folder = join(path, '..', 'ca');
  mkdirSync(folder);
  const { ca, key } = makeCertificates(folder, 'IP:127.0.0.1');
  writeFileSync(join(folder, 'ours.pem'), `Ours:\n${readFileSync(key, 'utf8')}${ca}${ca}`);
  expect(readyToOpen(readMailboxesFile(path), { MAIL_PASSWORD: 'secret' })[0]).toMatchObject({ ca: `${ca}${ca}` });
});

describe('what is wrong in the file is told, and never a password', () => {
  test.each<[string, string, RegExp]>([
    ['no YAML', written('mailboxes: ['), /^MAILBOXES_FILE: cannot be read as YAML: /],
    ['no file', '/nowhere/mailboxes.yaml', /cannot be read as YAML: ENOENT/],
    ['nothing in it', written(''), /the file: /],
    ['no mailbox', written({ mailboxes: [] }), /mailboxes: /],
    ['a setting that there is not', mailboxes({ pasword: 'x' }), /mailboxes\[0\]: .*pasword/],
    ['a password in the open', mailboxes({ password: 'secret' }), /mailboxes\[0\]: .*"password"/],
    ['no password', mailboxes({ passwordEnv: undefined }), /needs either 'passwordEnv'/],
    ['two passwords', mailboxes({ passwordFile: 'x' }), /needs either 'passwordEnv'/],
    [
      'a variable that is not set',
      mailboxes({ passwordEnv: 'NOT_THERE' }),
      /^MAILBOXES_FILE: opticourtage: NOT_THERE has no password$/,
    ],
    ['a variable that is empty', mailboxes({ passwordEnv: 'EMPTY' }), /EMPTY has no password/],
    ['no address', mailboxes({ address: 'reclamations' }), /mailboxes\[0\]\.address: must be an e-mail address/],
    [
      'a password over the network in the open',
      mailboxes({ tls: 'none' }),
      /mailboxes\[0\]\.tls: may be none on this machine only/,
    ],
    ['a move to where it comes from', mailboxes({ moveTo: 'Inbox' }), /mailboxes\[0\]\.moveTo: must be another folder/],
    [
      'no file of the authority',
      mailboxes({ caFile: 'nowhere.pem' }),
      /opticourtage: the file of 'caFile' has no certificates in PEM$/,
    ],
    [
      'a file of the authority with something else',
      mailboxes({ caFile: 'mailboxes.yaml' }),
      /the file of 'caFile' has no certificates/,
    ],
    [
      'an authority where there is no TLS',
      mailboxes({ tls: 'none', host: '127.0.0.1', caFile: 'ca.pem' }),
      /mailboxes\[0\]\.caFile: says nothing without TLS/,
    ],
    ['no day', mailboxes({ since: 'yesterday' }), /mailboxes\[0\]\.since: must be a day like/],
    [
      'two of one name',
      mailboxes({}, { address: 'b@example.org' }),
      /opticourtage: is the name of several mailboxes; give each a 'name'/,
    ],
  ])('%s', (_, path, line) => {
    const lines = mistakesIn(path);
    expect(lines.join('\n')).toMatch(line);
    expect(lines.join('\n')).not.toContain('secret');
  });

  test('a mailbox on this machine needs no TLS', () => {
    expect(mistakesIn(mailboxes({ tls: 'none', host: '127.0.0.1' }))).toEqual([]);
  });
});

test('letters of a firm ask for answers at its first mailbox that takes tagged addresses', () => {
  const path = mailboxes(
    { name: 'one' },
    { name: 'two', address: 'b@example.org', tags: 'plus' },
    { name: 'three', address: 'c@example.org', tags: 'plus' },
    { firm: 'almena' },
  );
  expect([...replyAddressesOf(readMailboxesFile(path))]).toEqual([['opticourtage', 'b@example.org']]);
});

test('the example is one that can be used, and every setting is described', () => {
  const example = readMailboxesFile(`${root}production/mailboxes/mailboxes.example.yaml`);
  expect(example.mailboxes[0]).toMatchObject({ procedure: 'opticourtage', tags: 'plus', port: 993 });
  const documentation = projectFile('docs/mailboxes.md');
  const settings = [
    'firm',
    'name',
    'address',
    'host',
    'port',
    'tls',
    'caFile',
    'user',
    'passwordEnv',
    'passwordFile',
    'folder',
    'tags',
    'trustedAuthServId',
    'since',
    'moveTo',
    'largestMessageMB',
  ];
  for (const setting of settings) expect(documentation).toContain(`\`${setting}\``);
});

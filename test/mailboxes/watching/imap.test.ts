import { afterEach, describe, expect, test } from '@jest/globals';
import type { ImapMailbox } from '../../../mailboxes/mailbox.ts';
import { codeOfImapFault, ImapFolder } from '../../../mailboxes/watching/imap.ts';
import { opticourtage } from '../given-mailboxes.ts';
import { type Answer, type ScriptedServer, startScriptedServer } from './imap-server.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function mailboxAt({ port }: ScriptedServer): ImapMailbox {
  return { ...opticourtage, host: '127.0.0.1', port, tls: 'none', user: 'x', password: 'y', folder: 'INBOX' };
}

async function folderOf(
  answers: readonly (readonly [RegExp, Answer])[],
): Promise<{ folder: ImapFolder; server: ScriptedServer }> {
  const server = await startScriptedServer(answers);
  ends.push(() => server.close());
  const folder = await ImapFolder.open(mailboxAt(server), new AbortController().signal);
  ends.push(() => folder.close());
  return { folder, server };
}

const head = /^UID FETCH .*RFC822\.SIZE/i;
const body = /^UID FETCH .*BODY/i;
const search = /^UID SEARCH/i;
const nothing: Answer = {};

describe('a message', () => {
  test('is there no more where nothing came of it and the server says so when it is asked', async () => {
    const { folder } = await folderOf([
      [head, nothing],
      [search, { lines: ['SEARCH'] }],
    ]);
    expect(await folder.fetch(1, 1_000)).toBeUndefined();
  });

  test('that went away after its size was told is there no more either', async () => {
    const { folder } = await folderOf([
      [body, nothing],
      [search, { lines: ['SEARCH'] }],
    ]);
    expect(await folder.fetch(1, 1_000)).toBeUndefined();
  });

  test.each<{ what: string; answers: readonly (readonly [RegExp, Answer])[] }>([
    { what: 'nothing came, and the server says that it is there', answers: [[head, nothing]] },
    { what: 'the server refuses it', answers: [[head, { says: 'NO' }]] },
    {
      what: 'nothing came, and the server does not say whether it is there',
      answers: [
        [head, nothing],
        [search, { says: 'NO' }],
      ],
    },
    { what: 'the connection ends when it is asked for', answers: [[head, 'closes']] },
    { what: 'the connection ends after its size was told', answers: [[body, 'closes']] },
    {
      what: 'the connection ends before the server says whether it is there',
      answers: [
        [head, nothing],
        [search, 'closes'],
      ],
    },
    { what: 'its size is told, and no text comes', answers: [[body, { lines: ['1 FETCH (UID 1)'] }]] },
    { what: 'its size is told, and an empty text comes', answers: [[body, { lines: ['1 FETCH (UID 1 BODY[] "")'] }]] },
  ])('is not taken for gone, nor for an empty one, where $what', async ({ answers }) => {
    const { folder } = await folderOf(answers);
    await expect(folder.fetch(1, 1_000)).rejects.toThrow();
  });

  test('is not taken for gone where the connection had ended before it was asked for', async () => {
    const { folder } = await folderOf([]);
    await folder.close();
    await expect(folder.fetch(1, 1_000)).rejects.toThrow('closed the connection');
    expect(() => folder.requireUsable()).toThrow('closed the connection');
  });

  test('of no bytes is one', async () => {
    const { folder } = await folderOf([
      [head, { lines: ['1 FETCH (UID 1 RFC822.SIZE 0)'] }],
      [body, { lines: ['1 FETCH (UID 1 BODY[] "")'] }],
    ]);
    expect(await folder.fetch(1, 1_000)).toMatchObject({ raw: Buffer.alloc(0), size: 0, whole: true });
  });
});

test('what lies in a folder is not nothing where the server refuses to say', async () => {
  const { folder } = await folderOf([[search, { says: 'NO' }]]);
  await expect(folder.uidsFrom(1)).rejects.toThrow();
});

test('a message is put into a folder that is made first, and a server that does not put it there is not believed', async () => {
  const { folder, server } = await folderOf([[/^UID MOVE/i, { says: 'NO' }]]);
  await expect(folder.move(1, 'Doleance')).rejects.toThrow();
  expect(
    server.commands.filter((command) => /^(UID MOVE|CREATE)/i.test(command)).map((command) => command.split(' ')[0]),
  ).toEqual(['UID', 'CREATE', 'UID']);
});

describe('where TLS is required', () => {
  test.each<{ what: string; answers: readonly (readonly [RegExp, Answer])[] }>([
    { what: 'does not offer STARTTLS', answers: [] },
    {
      what: 'offers it, and refuses it',
      answers: [
        [/^CAPABILITY/i, { lines: ['CAPABILITY IMAP4rev1 STARTTLS'] }],
        [/^STARTTLS/i, { says: 'NO' }],
      ],
    },
  ])('a server that $what is not signed in to, and never gets the password', async ({ answers }) => {
    const server = await startScriptedServer(answers);
    ends.push(() => server.close());
    const mailbox = { ...mailboxAt(server), tls: 'starttls' } as const;
    const fault: unknown = await ImapFolder.open(mailbox, new AbortController().signal).catch((why: unknown) => why);
    expect(codeOfImapFault(fault)).toBe('no-starttls');
    expect(server.commands.join('\n')).not.toMatch(/LOGIN|AUTHENTICATE|SELECT/i);
  });

  test.each([
    ['CERT_HAS_EXPIRED', 'certificate-not-valid-now'],
    ['CERT_NOT_YET_VALID', 'certificate-not-valid-now'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-not-trusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-not-trusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-not-trusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-not-trusted'],
    ['CERT_REVOKED', 'certificate-not-trusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-of-another-host'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no-tls-at-this-port'],
    ['ECONNREFUSED', 'ECONNREFUSED'],
  ])('what Node.js calls %s is told as %s', (code, told) => {
    expect(codeOfImapFault(Object.assign(new Error('of a server'), { code, tlsFailed: true }))).toBe(told);
  });
});

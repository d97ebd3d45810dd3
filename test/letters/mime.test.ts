import { createHash, createPublicKey, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { composeMessage, type MessageParts, MessageRefused } from '../../letters/mime.ts';
import { renderLetter } from '../../letters/render.ts';
import { fieldsFor } from './fixtures.ts';

const rendered = renderLetter('acknowledgement', 'fr', fieldsFor('acknowledgement'));

function parts(changes: Partial<MessageParts> = {}): MessageParts {
  return {
    letterId: '0b0e5b1e-7d5f-4c62-9a2e-1d6a1f0c7e11',
    reference: 'OPT-2026-000123',
    domain: 'opticourtage.example',
    from: { name: 'Opticourtage, réclamations', address: 'reclamations@opticourtage.example' },
    to: { name: 'Dominique Exemple', address: 'dominique@example.org' },
    replyTo: { name: 'Opticourtage', address: 'reponse+OPT-2026-000123@opticourtage.example' },
    rendered,
    language: 'fr',
    date: new Date('2026-05-26T06:12:34.567Z'),
    ...changes,
  };
}

function headersOf(bytes: Buffer): string {
  return bytes.subarray(0, bytes.indexOf('\r\n\r\n')).toString('latin1');
}

describe('the message', () => {
  test('reads back as it was written', async () => {
    const { bytes, messageId, envelope } = await composeMessage(parts());
    const mail = await simpleParser(bytes);
    expect(envelope).toEqual({ from: 'reclamations@opticourtage.example', to: 'dominique@example.org' });
    expect(messageId).toBe('<0b0e5b1e-7d5f-4c62-9a2e-1d6a1f0c7e11@opticourtage.example>');
    expect(mail.messageId).toBe(messageId);
    expect(mail.subject).toBe('OPT-2026-000123 – Accusé de réception de votre réclamation');
    expect(mail.from?.value).toEqual([{ name: 'Opticourtage, réclamations', address: 'reclamations@opticourtage.example' }]);
    expect(mail.replyTo?.value[0]?.address).toBe('reponse+OPT-2026-000123@opticourtage.example');
    expect(mail.date).toEqual(new Date('2026-05-26T06:12:34Z'));
    expect(mail.text?.trimEnd()).toBe(rendered.text.trimEnd());
    expect(typeof mail.html === 'string' && mail.html.replaceAll('\r\n', '\n').trimEnd()).toBe(rendered.html.trimEnd());
    expect(mail.attachments).toEqual([]);
  });

  test('is ASCII with lines that end in CRLF and are not too long', async () => {
    const { bytes } = await composeMessage(parts());
    const message = bytes.toString('latin1');
    expect(message).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...message.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  test('same parts, same bytes', async () => {
    const [one, other] = await Promise.all([composeMessage(parts()), composeMessage(parts())]);
    expect(one.bytes.equals(other.bytes)).toBe(true);
    const later = await composeMessage(parts({ letterId: 'another' }));
    expect(later.bytes.equals(one.bytes)).toBe(false);
  });

  test('of any letter about one complaint refers to one thread, which is no message itself', async () => {
    const headers = headersOf((await composeMessage(parts())).bytes);
    expect(headers).toMatch(/^In-Reply-To: <OPT-2026-000123@opticourtage\.example>$/m);
    expect(headers).toMatch(/^References: <OPT-2026-000123@opticourtage\.example>$/m);
  });

  test('says that a machine sent it, and that no machine should answer', async () => {
    const headers = headersOf((await composeMessage(parts())).bytes);
    expect(headers).toMatch(/^Auto-Submitted: auto-replied$/m);
    expect(headers).toMatch(/^X-Auto-Response-Suppress: All$/m);
    expect(headers).toMatch(/^Content-Language: fr$/m);
    expect(headers).not.toMatch(/^X-Mailer/im);
    const rejection = renderLetter('rejected', 'fr', fieldsFor('rejected'));
    expect(headersOf((await composeMessage(parts({ rendered: rejection }))).bytes)).toMatch(/^Auto-Submitted: auto-generated$/m);
  });
});

test('a domain with accents goes to the server as servers write it', async () => {
  const { envelope } = await composeMessage(
    parts({ to: { name: 'Dominique Exemple', address: 'dominique@exemplé.example.org' } }),
  );
  expect(envelope.to).toBe('dominique@xn--exempl-gva.example.org');
});

describe('headers cannot be injected', () => {
  const evil = 'Dominique\r\nBcc: evil@example.com\r\n\r\n<b>body</b>';

  test.each(['from', 'to', 'replyTo'] as const)('by the name of %s', async (part) => {
    const { bytes, envelope } = await composeMessage(parts({ [part]: { name: evil, address: 'dominique@example.org' } }));
    const mail = await simpleParser(bytes);
    expect(mail.bcc).toBeUndefined();
    expect(headersOf(bytes)).not.toMatch(/^Bcc/im);
    expect([envelope.to].flat()).toEqual(['dominique@example.org']);
    expect(mail.text?.trimEnd()).toBe(rendered.text.trimEnd());
  });

  test('by the subject', async () => {
    const { bytes } = await composeMessage(parts({ rendered: { ...rendered, subject: `OPT-2026-000123 – ${evil}` } }));
    expect(headersOf(bytes)).not.toMatch(/^Bcc/im);
    expect((await simpleParser(bytes)).subject).toContain('Dominique Bcc: evil@example.com');
  });

  test.each([
    ['a line break', 'dominique@example.org\r\nBcc: evil@example.com'],
    ['two addresses', 'dominique@example.org, evil@example.com'],
    ['a name', 'Dominique <dominique@example.org>'],
    ['a group', 'group:dominique@example.org;'],
    ['a quoted local part', '"evil@example.com"@example.org'],
    ['no domain', 'dominique'],
    ['nothing', ''],
  ])('by an address with %s, which is refused without being repeated', async (_, address) => {
    const refused = composeMessage(parts({ to: { name: 'Dominique Exemple', address } }));
    await expect(refused).rejects.toThrow(MessageRefused);
    await expect(refused).rejects.toThrow("No message can be made: the address of 'to' is none.");
  });

  test.each([
    ['letterId', 'x>\r\nBcc: evil@example.com'],
    ['letterId', 'a b'],
    ['reference', 'OPT 2026'],
    ['domain', 'example.org>\r\nBcc: x'],
    ['date', new Date(Number.NaN)],
  ] as const)('by %s %p', async (part, value) => {
    await expect(composeMessage(parts({ [part]: value }))).rejects.toThrow(MessageRefused);
  });

  test('a name with quotes, commas and brackets stays one name', async () => {
    const name = 'Société « L’Exemple », "Martin" <x@example.com>';
    const mail = await simpleParser((await composeMessage(parts({ to: { name, address: 'dominique@example.org' } }))).bytes);
    expect([mail.to].flat()[0]?.value).toEqual([{ name, address: 'dominique@example.org' }]);
  });
});

describe('DKIM', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const dkim = { domainName: 'opticourtage.example', keySelector: 'letters', privateKey: pem };

  test('signs the bytes that are kept, and the signature holds', async () => {
    const { bytes } = await composeMessage(parts({ dkim }));
    const tags = dkimTags(bytes);
    expect(tags).toMatchObject({ v: '1', a: 'rsa-sha256', c: 'relaxed/relaxed', d: 'opticourtage.example', s: 'letters' });
    for (const header of ['from', 'to', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'reply-to'])
      expect(tags['h']?.split(':')).toContain(header);
    expect(verifies(bytes, publicKey)).toBe(true);
    const tampered = Buffer.from(bytes.toString('latin1').replace(/10(=C2=A0|\xc2\xa0)juillet/, '11$1juillet'), 'latin1');
    expect(tampered.equals(bytes)).toBe(false);
    expect(verifies(tampered, publicKey)).toBe(false);
  });

  test('same parts, same signature', async () => {
    const [one, other] = await Promise.all([composeMessage(parts({ dkim })), composeMessage(parts({ dkim }))]);
    expect(one.bytes.equals(other.bytes)).toBe(true);
  });

  test.each([
    ['is no key', 'nonsense'],
    ['is not RSA', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('a key that %s stops the letter rather than letting it go unsigned', async (_, key) => {
    await expect(composeMessage(parts({ dkim: { ...dkim, privateKey: key } }))).rejects.toThrow(MessageRefused);
  });
});

function dkimTags(bytes: Buffer): Record<string, string> {
  const header = /^DKIM-Signature:((?:.|\r\n[ \t])*)/m.exec(headersOf(bytes))?.[1] ?? '';
  return Object.fromEntries(
    header.split(';').map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '')]),
  );
}

/** RFC 6376, relaxed/relaxed, as a receiving server checks it. */
function verifies(bytes: Buffer, key: KeyObject): boolean {
  const message = bytes.toString('latin1');
  const end = message.indexOf('\r\n\r\n');
  const headers = message.slice(0, end).split(/\r\n(?![ \t])/);
  const body = message
    .slice(end + 4)
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  const tags = dkimTags(bytes);
  if (createHash('sha256').update(body, 'latin1').digest('base64') !== tags['bh']) return false;
  const relaxed = (header: string) => {
    const colon = header.indexOf(':');
    return `${header.slice(0, colon).toLowerCase().trim()}:${header
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()}`;
  };
  const signed = (tags['h'] ?? '')
    .split(':')
    .map((name) => headers.find((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`)));
  const own = headers.find((header) => header.startsWith('DKIM-Signature:')) ?? '';
  const lines = [...signed.filter((header) => header !== undefined).map(relaxed), relaxed(own).replace(/b=[^;]*$/, 'b=')];
  return createVerify('RSA-SHA256')
    .update(lines.join('\r\n'), 'latin1')
    .verify(createPublicKey(key.export({ type: 'spki', format: 'pem' })), tags['b'] ?? '', 'base64');
}

import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type Delivery,
  type LetterToDeliver,
  letterTimeoutSeconds,
  MailTransport,
  type MailTransportOptions,
} from '../../letters/smtp.ts';
import { readSmtpUrl } from '../../letters/smtp-url.ts';
import {
  certificate,
  closedPort,
  dropConnections,
  mailServer,
  obliging,
  scriptedServer,
  type TestServer,
} from './mail-servers.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

function keep<T extends { close: () => unknown }>(thing: T): T {
  open.push(thing);
  return thing;
}

function transport(server: Pick<TestServer, 'url'>, options: Partial<MailTransportOptions> = {}): MailTransport {
  return keep(new MailTransport({ url: server.url, timeoutSeconds: 20, ...options }));
}

const small = Buffer.from('Subject: x\r\n\r\n.a line that begins with a dot\r\nend\r\n');
/** More than sockets buffer, so that the connection is lost with most of it still here. */
const large = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(32 * 1024 * 1024, 'abcdefg\r\n')]);

/** A letter that notes what it was asked. */
function letter(changes: Partial<LetterToDeliver> = {}): LetterToDeliver & { notes: string[] } {
  const notes: string[] = [];
  return {
    notes,
    envelope: { from: 'firm@example.com', to: 'dominique@example.org' },
    bytes: small,
    beforeData: async () => void notes.push('beforeData'),
    afterData: async () => void notes.push('afterData'),
    ...changes,
  };
}

const refusedBy = (code: number, step: string, permanent: boolean) => ({ outcome: 'refused', code, step, permanent });

describe('a server that takes the letter', () => {
  test.each([true, false])('gets exactly its bytes, once (pipelining hidden: %s)', async (hidePIPELINING) => {
    const server = keep(await mailServer({ hidePIPELINING }));
    const sent = letter();
    expect(await transport(server).deliver(sent)).toEqual({ outcome: 'accepted' });
    expect(server.mails).toEqual([{ from: 'firm@example.com', to: ['dominique@example.org'], bytes: small.toString('latin1') }]);
    expect(sent.notes).toEqual(['beforeData', 'afterData']);
  });

  test('gets no byte of the message before beforeData has ended', async () => {
    const order: string[] = [];
    const server = keep(
      await scriptedServer(
        obliging((line) => {
          if (line === 'DATA' || line === '(bytes)' || line === '.') order.push(line);
          return false;
        }),
      ),
    );
    const beforeData = async () => {
      order.push(`begins with ${server.received()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`ends with ${server.received()}`);
    };
    expect(await transport(server).deliver(letter({ beforeData }))).toEqual({ outcome: 'accepted' });
    expect(order).toEqual(['DATA', 'begins with 0', 'ends with 0', '(bytes)', '.']);
  });

  test('has every byte when afterData is called, and has not answered yet', async () => {
    let release: () => void = () => undefined;
    const atTheEnd = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = keep(
      await scriptedServer(
        obliging((line, { say }) => {
          if (line !== '.') return false;
          void atTheEnd.then(() => say('250 taken'));
          return true;
        }),
      ),
    );
    const sent = letter({ bytes: large.subarray(0, 4 * 1024 * 1024) });
    const afterData = async () => {
      sent.notes.push('afterData');
      release();
    };
    expect(await transport(server).deliver({ ...sent, afterData })).toEqual({ outcome: 'accepted' });
    expect(sent.notes).toEqual(['beforeData', 'afterData']);
  });

  test('is believed whatever afterData does', async () => {
    const server = keep(await mailServer());
    const afterData = async () => Promise.reject(new Error('not heeded'));
    expect(await transport(server).deliver(letter({ afterData }))).toEqual({ outcome: 'accepted' });
  });
});

describe('a server that refuses', () => {
  const refuse = (responseCode: number) => Object.assign(new Error('secret: dominique@example.org'), { responseCode });

  test.each([
    ['MAIL', 'sender', 451, false],
    ['MAIL', 'sender', 550, true],
    ['MAIL', 'sender', 530, false],
    ['RCPT', 'recipient', 450, false],
    ['RCPT', 'recipient', 550, true],
    ['the message', 'message', 452, false],
    ['the message', 'message', 554, true],
  ] as const)('at %s (%s) with %i: permanent %s', async (at, step, code, permanent) => {
    for (const hidePIPELINING of [true, false]) {
      const server = keep(
        await mailServer({
          hidePIPELINING,
          ...(at === 'MAIL'
            ? { onMailFrom: (_: unknown, __: unknown, callback: (error: Error) => void) => callback(refuse(code)) }
            : {}),
          ...(at === 'RCPT'
            ? { onRcptTo: (_: unknown, __: unknown, callback: (error: Error) => void) => callback(refuse(code)) }
            : {}),
          ...(at === 'the message'
            ? {
                onData: (stream: NodeJS.ReadableStream, _: unknown, callback: (error: Error) => void) => {
                  stream.resume();
                  stream.on('end', () => callback(refuse(code)));
                },
              }
            : {}),
        }),
      );
      const sent = letter();
      const delivery = await transport(server).deliver(sent);
      expect(delivery).toEqual(refusedBy(code, step, permanent));
      expect(sent.notes).toEqual(at === 'the message' ? ['beforeData', 'afterData'] : []);
    }
  });

  test.each([
    [451, false],
    [554, true],
  ])('at DATA with %i', async (code, permanent) => {
    const server = keep(await scriptedServer(obliging((line, { say }) => line === 'DATA' && (say(`${code} no`), true))));
    const sent = letter();
    expect(await transport(server).deliver(sent)).toEqual(refusedBy(code, 'message', permanent));
    expect(sent.notes).toEqual([]);
  });

  test('in its greeting: nothing about the letter', async () => {
    const server = keep(await scriptedServer(obliging(), '554 not today'));
    expect(await transport(server).deliver(letter())).toEqual(refusedBy(554, 'session', false));
  });

  test('a message larger than it allows, before it is sent', async () => {
    const server = keep(await mailServer({ size: 20 }));
    const sent = letter();
    expect(await transport(server).deliver(sent)).toEqual(refusedBy(552, 'message', true));
    expect(sent.notes).toEqual([]);
  });

  test('with a wrong password: nothing about the letter', async () => {
    const onAuth = (_: unknown, __: unknown, callback: (error: Error) => void) => callback(refuse(535));
    const server = keep(
      await mailServer({ disabledCommands: ['STARTTLS'], authOptional: false, allowInsecureAuth: true, onAuth }),
    );
    const url = server.url.replace('smtp://', 'smtp://user:p%40ss@');
    expect(await transport({ url }).deliver(letter())).toEqual(refusedBy(535, 'session', false));
  });

  test('in the middle of the message, with an answer: certainly not sent', async () => {
    const server = keep(await scriptedServer(obliging((line, { say }) => line === '(bytes)' && (say('552 too large'), true))));
    expect(await transport(server).deliver(letter({ bytes: large }))).toEqual(refusedBy(552, 'message', true));
  });

  test('an address that is none never reaches the server', async () => {
    const server = keep(await mailServer());
    const delivery = await transport(server).deliver(
      letter({ envelope: { from: 'firm@example.com', to: 'a@example.org>\r\nRCPT TO:<b@example.org' } }),
    );
    expect(delivery).toEqual(refusedBy(553, 'recipient', true));
    expect(server.mails).toEqual([]);
  });
});

describe('a connection that is lost', () => {
  test('because nothing listens: unreached', async () => {
    const sent = letter();
    expect(await transport({ url: `smtp://127.0.0.1:${await closedPort()}` }).deliver(sent)).toEqual({ outcome: 'unreached' });
    expect(sent.notes).toEqual([]);
  });

  test.each(['EHLO', 'MAIL', 'RCPT', 'DATA'])('at %s: unreached, and nothing was recorded', async (command) => {
    const server = keep(await scriptedServer(obliging((line, { drop }) => line.startsWith(command) && (drop(), true))));
    const sent = letter();
    expect(await transport(server).deliver(sent)).toEqual({ outcome: 'unreached' });
    expect(sent.notes).toEqual([]);
  });

  test('by a real server before it asks for the message: unreached', async () => {
    const server = keep(await mailServer({ onRcptTo: () => dropConnections(server.smtp) }));
    const sent = letter();
    expect(await transport(server).deliver(sent)).toEqual({ outcome: 'unreached' });
    expect(sent.notes).toEqual([]);
  });

  test('in the middle of the message: its end was never written, so certainly not sent', async () => {
    const server = keep(
      await mailServer({
        onData(stream) {
          stream.once('data', () => dropConnections(server.smtp));
        },
      }),
    );
    const sent = letter({ bytes: large });
    expect(await transport(server).deliver(sent)).toEqual({ outcome: 'unreached' });
    expect(sent.notes).toEqual(['beforeData']);
  });

  test('after the message, without an answer: uncertain', async () => {
    const server = keep(
      await mailServer({
        onData(stream) {
          stream.resume();
          stream.on('end', () => dropConnections(server.smtp));
        },
      }),
    );
    const sent = letter();
    expect(await transport(server).deliver(sent)).toEqual({ outcome: 'uncertain' });
    expect(sent.notes[0]).toBe('beforeData');
  });

  test('an answer before the message was given is no acceptance', async () => {
    const server = keep(await scriptedServer(obliging((line, { say }) => line === '(bytes)' && (say('250 already'), true))));
    expect(await transport(server).deliver(letter({ bytes: large }))).toEqual({ outcome: 'uncertain' });
  });
});

describe('time', () => {
  const silentAt = async (command: string) =>
    keep(
      await scriptedServer(
        obliging((line) => line.startsWith(command)),
        command === 'connect' ? '' : undefined,
      ),
    );

  test.each([
    ['connect', 'unreached', []],
    ['EHLO', 'unreached', []],
    ['RCPT', 'unreached', []],
    ['DATA', 'unreached', []],
    ['.', 'uncertain', ['beforeData', 'afterData']],
  ])('a server silent at %s leaves the letter %s when it runs out', async (command, outcome, notes) => {
    const server = await silentAt(command);
    const sent = letter();
    // Long enough for the whole message where only its answer is missing; elsewhere slowness changes nothing.
    const timeoutSeconds = command === '.' ? 3 : 0.3;
    expect(await transport(server, { timeoutSeconds }).deliver(sent)).toEqual({ outcome });
    expect(sent.notes).toEqual(notes);
  });

  test('the caller can end an attempt', async () => {
    const server = await silentAt('DATA');
    const ending = new AbortController();
    const delivery = transport(server).deliver(letter({ signal: ending.signal }));
    ending.abort();
    expect(await delivery).toEqual({ outcome: 'unreached' });
    expect(await transport(server).deliver(letter({ signal: AbortSignal.abort() }))).toEqual({ outcome: 'unreached' });
  });

  test('when it runs out during beforeData, nothing leaves afterwards', async () => {
    const server = keep(await scriptedServer(obliging()));
    const ending = new AbortController();
    let ended = false;
    const beforeData = async () => {
      ending.abort();
      await new Promise((resolve) => setTimeout(resolve, 50));
      ended = true;
    };
    expect(await transport(server).deliver(letter({ beforeData, signal: ending.signal }))).toEqual({ outcome: 'unreached' });
    // The caller's record and the outcome never cross.
    expect(ended).toBe(true);
    expect(server.received()).toBe(0);
  });

  test('the longest that a delivery takes is a little more than the limit', () => {
    expect(letterTimeoutSeconds(30)).toBe(35);
    expect(letterTimeoutSeconds()).toBe(125);
  });
});

test('what beforeData throws is thrown, and nothing is sent', async () => {
  const server = keep(await scriptedServer(obliging()));
  const failing = letter({ beforeData: async () => Promise.reject(new Error('the register is away')) });
  const mails = transport(server);
  await expect(mails.deliver(failing)).rejects.toThrow('the register is away');
  expect(server.received()).toBe(0);
  expect(await mails.deliver(letter())).toEqual({ outcome: 'accepted' });
});

describe('connections', () => {
  test('are used again', async () => {
    const server = keep(await scriptedServer(obliging()));
    const mails = transport(server, { connections: 2 });
    const deliveries: Delivery[] = [];
    for (let count = 0; count < 5; count += 1) deliveries.push(await mails.deliver(letter()));
    expect(deliveries).toEqual(Array(5).fill({ outcome: 'accepted' }));
    expect(server.connections()).toBe(1);
  });

  test('are never more than allowed, and all letters arrive once', async () => {
    const server = keep(await mailServer());
    let together = 0;
    let most = 0;
    const beforeData = async () => {
      together += 1;
      most = Math.max(most, together);
      await new Promise((resolve) => setImmediate(resolve));
      together -= 1;
    };
    const mails = transport(server, { connections: 3 });
    const sent = Array.from({ length: 30 }, (_, index) =>
      letter({ beforeData, bytes: Buffer.from(`Subject: ${index}\r\n\r\nx\r\n`) }),
    );
    const deliveries = await Promise.all(sent.map(async (one) => mails.deliver(one)));
    expect(deliveries).toEqual(Array(30).fill({ outcome: 'accepted' }));
    expect(new Set(server.mails.map(({ bytes }) => bytes)).size).toBe(30);
    expect(server.mails).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(3);
  });

  test('that a server has closed meanwhile are replaced, and the letter goes once', async () => {
    const server = keep(await mailServer());
    const mails = transport(server, { connections: 1 });
    expect(await mails.deliver(letter())).toEqual({ outcome: 'accepted' });
    dropConnections(server.smtp);
    const second = letter();
    expect(await mails.deliver(second)).toEqual({ outcome: 'accepted' });
    expect(server.mails).toHaveLength(2);
    expect(second.notes).toEqual(['beforeData', 'afterData']);
  });

  test('that a server closes at the next letter are replaced as well', async () => {
    let letters = 0;
    const server = keep(
      await scriptedServer(
        obliging((line, { say, drop }) => {
          if (!line.startsWith('MAIL')) return false;
          letters += 1;
          if (letters !== 2) return false;
          say('421 closing');
          drop();
          return true;
        }),
      ),
    );
    const mails = transport(server);
    expect(await mails.deliver(letter())).toEqual({ outcome: 'accepted' });
    expect(await mails.deliver(letter())).toEqual({ outcome: 'accepted' });
    expect(server.connections()).toBe(2);
  });

  test('go on after a refusal', async () => {
    let refusals = 1;
    const server = keep(
      await mailServer({
        onRcptTo: (_, __, callback) =>
          refusals-- > 0 ? callback(Object.assign(new Error('no'), { responseCode: 550 })) : callback(),
      }),
    );
    const mails = transport(server, { connections: 1 });
    expect(await mails.deliver(letter())).toEqual(refusedBy(550, 'recipient', true));
    expect(await mails.deliver(letter())).toEqual({ outcome: 'accepted' });
  });

  test('a letter that waits for one has the same limit', async () => {
    const server = keep(await scriptedServer(obliging((line) => line === 'DATA')));
    const mails = transport(server, { connections: 1, timeoutSeconds: 0.3 });
    const deliveries = await Promise.all([mails.deliver(letter()), mails.deliver(letter()), mails.deliver(letter())]);
    expect(deliveries).toEqual(Array(3).fill({ outcome: 'unreached' }));
  });
});

describe('the address of the server', () => {
  test.each([
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, secure: false, requireTLS: false, ignoreTLS: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false, requireTLS: false, ignoreTLS: true }],
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, secure: false, requireTLS: true, ignoreTLS: false }],
    [
      'smtp://mail.example.org?tls=optional',
      { host: 'mail.example.org', port: 587, secure: false, requireTLS: false, ignoreTLS: false },
    ],
    [
      'smtp://mail.example.org?tls=never',
      { host: 'mail.example.org', port: 587, secure: false, requireTLS: false, ignoreTLS: true },
    ],
    ['smtps://mail.example.org', { host: 'mail.example.org', port: 465, secure: true }],
  ])('%s', (url, connection) => {
    expect(readSmtpUrl(url)).toEqual({ connection });
  });

  test('holds who signs in', () => {
    expect(readSmtpUrl('smtps://user%40x:p%3Ass@mail.example.org').login).toEqual({ user: 'user@x', pass: 'p:ss' });
  });

  test.each([
    '',
    'mail.example.org',
    'http://user:secret@x',
    'smtp://',
    'smtp://x/path',
    'smtp://user:secret@x?tls=maybe',
    'smtp://user@x',
    'smtp://a:%ZZ@x',
  ])('%j is refused without being repeated', (url) => {
    expect(() => readSmtpUrl(url)).toThrow(RangeError);
    expect(() => readSmtpUrl(url)).not.toThrow(/secret/);
  });

  test('a server that offers no encryption gets nothing where encryption is required', async () => {
    const server = keep(await mailServer());
    const sent = letter();
    const delivery = await transport({ url: `${server.url}?tls=required` }).deliver(sent);
    expect(delivery.outcome).not.toBe('accepted');
    expect(server.mails).toEqual([]);
    expect(sent.notes).toEqual([]);
  });

  test('encrypted from the start or by STARTTLS, with a certificate that is checked', async () => {
    const tls = certificate();
    const fromTheStart = keep(await mailServer({ secure: true, ...tls }));
    const started = keep(await mailServer({ disabledCommands: ['AUTH'], ...tls }));
    for (const [url, { mails }] of [
      [`smtps://localhost:${fromTheStart.port}`, fromTheStart],
      [`smtp://localhost:${started.port}?tls=required`, started],
    ] as const) {
      expect(await transport({ url }, { ca: tls.cert }).deliver(letter({ bytes: large.subarray(0, 300_000) }))).toEqual({
        outcome: 'accepted',
      });
      expect(mails).toHaveLength(1);
      expect(await transport({ url }).deliver(letter())).toEqual({ outcome: 'unreached' });
      expect(mails).toHaveLength(1);
    }
  });
});

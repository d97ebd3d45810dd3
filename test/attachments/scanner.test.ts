import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Clamav } from '../../attachments/scanner.ts';
import { freePort } from '../../start/free-port.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type Clamd, clamdLimit, eicar, startClamd } from './clamd.ts';
import { inParts } from './streams.ts';

const makeFolder = temporaryFolders();
const needsClamd = testWith('clamd');
let clamd: Clamd | undefined;
beforeAll(async () => {
  const program = outsideProgram('clamd');
  if (program !== undefined) clamd = await startClamd(program, makeFolder());
});
afterAll(() => clamd?.stop());

const scan = (content: Uint8Array, place = clamd?.byPort) => new Clamav(place as Clamd['byPort']).scan(inParts(content, 100_000));

describe('ClamAV’s daemon', () => {
  needsClamd('finds EICAR’s test file, over its port and over its socket', async () => {
    const infected = { scan: 'infected', signature: 'Doleance.Eicar-Test.UNOFFICIAL' };
    expect(await scan(Buffer.from(eicar))).toEqual(infected);
    expect(await scan(Buffer.from(eicar), clamd?.bySocket)).toEqual(infected);
  });

  needsClamd('finds it in the middle of a file of many parts', async () => {
    const content = Buffer.concat([randomBytes(300_000), Buffer.from(eicar), randomBytes(300_000)]);
    expect(await scan(content)).toMatchObject({ scan: 'infected' });
  });

  needsClamd('calls other files clean', async () => {
    expect(await scan(Buffer.from('Bonjour, voici ma facture.'))).toEqual({ scan: 'clean' });
    expect(await scan(randomBytes(500_000))).toEqual({ scan: 'clean' });
  });

  needsClamd('leaves a file unscanned that is longer than it takes', async () => {
    expect(await scan(Buffer.alloc(clamdLimit * 3, 'x'))).toMatchObject({ scan: 'not-scanned' });
  });

  needsClamd('says that it is there', async () => {
    expect(await new Clamav((clamd as Clamd).byPort).isThere()).toBe(true);
  });
});

describe('A file is not scanned, and never clean,', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  /** Something that is no ClamAV. */
  async function answering(answer: string | undefined): Promise<Clamd['byPort']> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => (answer === undefined ? socket.destroy() : answer && socket.end(answer)));
    });
    servers.push(server);
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port, timeoutSeconds: 1 };
  }

  test('where nothing listens', async () => {
    const place = { host: '127.0.0.1', port: await freePort(), timeoutSeconds: 1 };
    expect(await scan(Buffer.from('x'), place)).toEqual({ scan: 'not-scanned', why: 'away' });
    expect(await new Clamav(place).isThere()).toBe(false);
  });

  test.each([
    ['breaks the connection off', undefined, 'away'],
    ['does not answer in time', '', 'away'],
    ['answers with half a word', 'stream: O', 'away'],
    ['answers with a fault', 'stream: Can’t allocate memory ERROR\0', 'failed'],
    ['answers with something else', 'HTTP/1.1 400 Bad Request\0', 'failed'],
    ['says something before that it is well', 'x stream: OK\0', 'failed'],
  ])('where the scanner %s', async (_what, answer, why) => {
    expect(await scan(Buffer.from('x'), await answering(answer))).toEqual({ scan: 'not-scanned', why });
  });

  test('where its content breaks off: that is said, and no verdict given', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('x');
      throw new Error('The file is damaged.');
    }
    const place = await answering('');
    await expect(new Clamav(place).scan(broken())).rejects.toThrow('The file is damaged.');
  });
});

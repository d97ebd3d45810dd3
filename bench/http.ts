import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What the API answered. */
export interface HttpAnswer {
  status: number;
  body: unknown;
}

/** Sends requests to the API over connections that stay open, each POST under a key of its own, as clients are asked to. */
export class HttpClient {
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  get(path: string): Promise<HttpAnswer> {
    return this.#send('GET', path);
  }

  post(path: string, body: unknown): Promise<HttpAnswer> {
    return this.#send('POST', path, JSON.stringify(body));
  }

  /** The same, where anything but success is a fault. @throws Error with the answer */
  async accepted(path: string, body: unknown): Promise<unknown> {
    const answer = await this.post(path, body);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new Error(`The API answered ${answer.status} to ${path}: ${JSON.stringify(answer.body)}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, body?: string): Promise<HttpAnswer> {
    return new Promise((told, failed) => {
      const headers = {
        Authorization: `Bearer ${this.#token}`,
        ...(body === undefined
          ? {}
          : {
              'Content-Type': 'application/json',
              'Content-Length': Buffer.byteLength(body),
              'Idempotency-Key': randomUUID(),
            }),
      };
      const sent = request(`${this.#url}${path}`, { method, headers, agent: this.#agent, timeout: 30_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          told({ status: response.statusCode ?? 0, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        });
        response.on('error', failed);
      });
      sent.on('timeout', () => sent.destroy(new Error(`No answer to ${path} within 30 s`)));
      sent.on('error', failed);
      sent.end(body);
    });
  }
}

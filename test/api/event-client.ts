import { token as operator } from './api-server.ts';

/** An event as it arrived. */
export interface ArrivedEvent {
  id: string;
  event: string;
  data: any;
}

/** A client of /api/events: reads the stream as the HTML standard says, and keeps what came. */
export class EventClient {
  readonly events: ArrivedEvent[] = [];
  /** The last id, also of a block without an event. */
  lastId = '';
  /** The comments, which are signs of life. */
  comments = 0;
  readonly status: number;
  /** Resolves once the stream has ended, whoever ended it. */
  readonly ended: Promise<void>;
  readonly #aborter: AbortController;
  #rest = '';

  private constructor(response: Response, aborter: AbortController) {
    this.status = response.status;
    this.#aborter = aborter;
    this.ended = this.#read(response).catch(() => undefined);
  }

  static async open(
    url: string,
    { query = '', lastEventId, token = operator }: { query?: string; lastEventId?: string | undefined; token?: string } = {},
  ): Promise<EventClient> {
    const aborter = new AbortController();
    const headers = {
      Authorization: `Bearer ${token}`,
      Accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
    };
    return new EventClient(await fetch(`${url}/api/events${query}`, { headers, signal: aborter.signal }), aborter);
  }

  /** The changes of complaints, `OPT-2026-000001 4` each, in the order of arrival. */
  get changes(): string[] {
    return this.events
      .filter(({ event }) => event === 'complaint-changed')
      .map(({ data }) => `${data.reference as string} ${data.number as number}`);
  }

  close(): Promise<void> {
    this.#aborter.abort();
    return this.ended;
  }

  async #read({ body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      this.#rest += decoder.decode(chunk, { stream: true });
      const blocks = this.#rest.split('\n\n');
      this.#rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block.split('\n'));
    }
  }

  #take(lines: string[]): void {
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    this.comments += lines.filter((line) => line.startsWith(':')).length;
    this.lastId = field('id') ?? this.lastId;
    const data = field('data');
    if (data !== undefined) this.events.push({ id: this.lastId, event: field('event') ?? 'message', data: JSON.parse(data) });
  }
}

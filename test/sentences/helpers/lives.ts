import { afterAll, beforeAll } from '@jest/globals';
import { type ApiUnderTest, complaintBody, startApi } from '../../api/api-server.ts';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';

/** Complaints to one firm, lived on a server that skips to the next deadline, one for the test file. */
export function livesAt(procedure: string) {
  const { lifecycle, complainAs } = lifecycleOfFile();
  const complain = complainAs({ procedure, received: '2026-05-13 18:30' });
  let stuck: unknown;
  return {
    lifecycle,
    complain,
    /**
     * Lives something when the first test asks for it, and keeps what came of it for the others. What is read later must be over: time
     * goes on with the lives that follow. One that does not come to rest holds the server's clock, so nothing is begun after it.
     */
    once<Result>(live: () => Promise<Result>): () => Promise<Result> {
      let lived: Promise<Result> | undefined;
      const begin = async () => {
        if (stuck !== undefined) throw new Error('A life before this one did not come to rest.', { cause: stuck });
        return live().catch((fault: unknown) => {
          if (String(fault).includes('in vain')) stuck = fault;
          throw fault;
        });
      };
      return () => {
        lived ??= begin();
        return lived;
      };
    },
  };
}

/** What the API answers about one firm; its clock stands at half past six in the evening of 13 May 2026, in Paris. */
interface FirmApi extends Pick<ApiUnderTest, 'get' | 'post' | 'register' | 'library'> {
  /** Registers a complaint to the firm; the least that makes one, with what a test changes. */
  complain(changes?: Record<string, unknown>): ReturnType<ApiUnderTest['post']>;
  /** Decides on a complaint. */
  decide(reference: string, body: Record<string, unknown>): ReturnType<ApiUnderTest['post']>;
}

/** One API for the test file, on a database of its own. */
export function apiOf(procedure: string): FirmApi {
  let opened: ApiUnderTest | undefined;
  beforeAll(async () => {
    opened = await startApi();
    opened.setClock('2026-05-13T16:30:00Z');
  });
  afterAll(() => opened?.close());
  const api = (): ApiUnderTest => {
    if (opened === undefined) throw new Error('no API');
    return opened;
  };
  return {
    get: (...given) => api().get(...given),
    post: (...given) => api().post(...given),
    get register() {
      return api().register;
    },
    get library() {
      return api().library;
    },
    complain: (changes = {}) => api().post('/api/complaints', complaintBody({ procedure, ...changes })),
    decide: (reference, body) => api().post(`/api/complaints/${reference}/decisions`, body),
  };
}

/** A complaint's deadlines as the API shows them: `acknowledgement 2026-05-27 open`. */
export function deadlinesOf(body: { deadlines: { duty: string; dueOn: string; state: string }[] }): string[] {
  return body.deadlines.map(({ duty, dueOn, state }) => `${duty} ${dueOn} ${state}`);
}

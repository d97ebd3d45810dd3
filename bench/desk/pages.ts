import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** How long a page took at the server's side, from the request's first byte to the answer's last, in milliseconds. */
export interface PageFigures {
  address: string;
  status: number;
  bytes: number;
  p50: number;
  p95: number;
  max: number;
}

const warmUps = 3;

/** Measures one page, asked for again and again by one person. */
export async function measurePage(
  get: (address: string) => Promise<{ status: number; text: string }>,
  { address, times }: { address: string; times: number },
): Promise<PageFigures> {
  const took: number[] = [];
  let last = { status: 0, text: '' };
  for (let time = 0; time < warmUps + times; time += 1) {
    const measured = await serverTime(() => get(address));
    last = measured.answer;
    if (time >= warmUps) took.push(measured.milliseconds);
    // A page that is far too slow is as slow after a few.
    if (took.length >= 5 && took.every((one) => one > 2_000)) break;
  }
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return {
    address,
    status: last.status,
    bytes: Buffer.byteLength(last.text),
    p50: at(0.5),
    p95: at(0.95),
    max: round(sorted.at(-1) ?? 0),
  };
}

/** What the server itself spent on the request, without the client: Node tells when a request begins and its answer is finished. */
export async function serverTime<Answer>(ask: () => Promise<Answer>): Promise<{ answer: Answer; milliseconds: number }> {
  let began = 0;
  let milliseconds = 0;
  const begin = () => {
    began = performance.now();
  };
  const finish = () => {
    milliseconds = performance.now() - began;
  };
  subscribe('http.server.request.start', begin);
  subscribe('http.server.response.finish', finish);
  try {
    const answer = await ask();
    return { answer, milliseconds };
  } finally {
    unsubscribe('http.server.request.start', begin);
    unsubscribe('http.server.response.finish', finish);
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

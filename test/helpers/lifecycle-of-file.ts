import { afterAll, beforeAll } from '@jest/globals';
import { type ComplaintCase, type Lifecycle, openLifecycle } from './lifecycle.ts';
import type { ComplaintWanted } from './lifecycle-wanted.ts';
import { outsideProgram } from './programs.ts';

/** A server that skips to the next deadline, for all tests of a file. */
export function lifecycleOfFile(): {
  lifecycle: () => Lifecycle;
  /** A complaint as the tests of the file want it, unless one wants something else. */
  complainAs: (usual: ComplaintWanted) => (wanted?: Partial<ComplaintWanted>) => Promise<ComplaintCase>;
} {
  let opened: Lifecycle | undefined;
  beforeAll(async () => {
    const program = outsideProgram('Temporal test server');
    if (program !== undefined) opened = await openLifecycle('skipping', { program });
  }, 60_000);
  afterAll(() => opened?.close());
  const lifecycle = () => {
    if (opened === undefined) throw new Error('no server');
    return opened;
  };
  return { lifecycle, complainAs: (usual) => (wanted) => lifecycle().complain({ ...usual, ...wanted }) };
}

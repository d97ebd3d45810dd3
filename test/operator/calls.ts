import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Attachments } from '../../attachments/attachments.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { readCall, runCall } from '../../start/operator/run-operator.ts';
import type { RegisterParts } from '../../start/register-parts.ts';
import type { TemporalClient } from '../../start/temporal-client.ts';
import { noAttachments } from '../attachments/no-attachments.ts';

/** What a command of an operator answered. */
export interface Answered {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Calls the command line on a place. */
export async function call(
  {
    parts,
    temporal,
    attachments = noAttachments(parts.register),
  }: { parts: Pick<RegisterParts, 'register' | 'library'>; temporal: TemporalClient; attachments?: Attachments },
  ...args: string[]
): Promise<Answered> {
  const read = readCall(args);
  if ('help' in read) return { exitCode: 0, stdout: read.help, stderr: '' };
  if ('refusal' in read) return { exitCode: 1, stdout: '', stderr: `doleance: ${read.refusal}\n` };
  const [out, told] = [new PassThrough(), new PassThrough()];
  const exitCode = runCall(read, {
    ...parts,
    procedures: await loadProcedures(),
    temporal,
    openAttachments: async () => attachments,
    actor: read.actor,
    say: (line) => void out.write(`${line}\n`),
    tell: (line) => void told.write(`${line}\n`),
    out,
  }).finally(() => {
    out.end();
    told.end();
  });
  const [code, stdout, stderr] = await Promise.all([exitCode, text(out), text(told)]);
  return { exitCode: code, stdout, stderr };
}

import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';

/** The secret kept in this file (mode 600); made once, 32 random bytes in base64url, and kept. */
export function keptSecret(folder: string, fileName: string): string {
  const path = join(folder, fileName);
  const kept = readSecret(path);
  if (kept !== undefined) return kept;
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  writeDurably(made, `${randomBytes(32).toString('base64url')}\n`);
  try {
    // A link never replaces: whoever came first has made the one secret.
    linkSync(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
  const now = readSecret(path);
  if (now === undefined) throw new Error(`${path} holds no secret`);
  return now;
}

function readSecret(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text === '') throw new Error(`${path} is empty: restore it, or remove it so that a new secret is made`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

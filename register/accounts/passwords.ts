import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** What a guess costs: N, r and p of scrypt. */
interface Cost {
  N: number;
  r: number;
  p: number;
}

/** One of OWASP's equivalents for scrypt: 32 MB and a quarter of a second, so that some people at once exhaust no memory. */
const usual: Cost = { N: 2 ** 15, r: 8, p: 3 };

/**
 * A password as it is kept: `scrypt$N$r$p$salt$hash`, so that a later cost can be another one.
 *
 * @param cost a cheaper one is for tests
 */
export async function hashPassword(password: string, cost: Cost = usual): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Compares in constant time; without a kept one it takes as long, so that nobody learns which logins there are. */
export async function isPassword(password: string, kept: string | null | undefined): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = (kept ?? '').split('$');
  const wanted = Buffer.from(hash, 'base64url');
  const given = kept
    ? await derive(password, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) })
    : await derive(password, randomBytes(16), usual);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** Why a password is not taken. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-plain' | 'is-the-name';

/** What a password must have: length above all (NIST SP 800-63B). */
const passwordLength = { least: 12, most: 200 } as const;

/** @returns undefined where it may be somebody's password */
export function faultOfPassword(password: string, { login, name }: { login: string; name: string }): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  if ([...text].length < passwordLength.least) return 'too-short';
  if ([...text].length > passwordLength.most) return 'too-long';
  if (new Set(text.toLowerCase()).size < 5 || isRun(text)) return 'too-plain';
  const plain = text.toLowerCase().replace(/[\s\d]+/g, '');
  const names = [login, name, 'doléance', 'doleance', 'password', 'motdepasse', 'wachtwoord'];
  return names.some((one) => plain === one.toLowerCase().replace(/[\s\d]+/g, '')) ? 'is-the-name' : undefined;
}

/** Easy to read out and to type: no characters that look like others. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to begin with, as it is given to a person: `k4mz-7hqp-…`, 79 bits. */
export function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => readable[randomInt(readable.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** `123456789012`, `abcdefghijkl`: each character follows the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.filter((step) => step === 1).length >= steps.length - 1;
}

function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same password, however a keyboard composes its accents.
    scrypt(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (fault, key) =>
      fault ? reject(fault) : resolve(key),
    );
  });
}

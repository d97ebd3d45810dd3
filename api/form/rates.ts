import type { Request } from 'express';
import { countTry, type Tries } from '../../register/accounts/tries.ts';
import type { Register } from '../../register/register.ts';
import { networkOf } from '../access/network.ts';

/** How often something may be done, and within which time. */
export interface Rate {
  what: string;
  most: number;
  /** From the first time on; seconds. */
  within: number;
}

/** How often the form may be used. */
export interface FormRates {
  /** Saved, checked, files added: from one address. */
  posts: Rate;
  /** Forms that bring files, from one address. */
  files: Rate;
  /** Complaints sent, from one address. */
  sent: Rate;
  /** Complaints sent whose letters go to one mailbox. */
  perMailbox: Rate;
}

/** Nobody who complains comes near them, nor an office that writes for its clients; behind one address there may be many. */
export const usualRates: FormRates = {
  posts: { what: 'form post from', most: 200, within: 600 },
  files: { what: 'form with files from', most: 20, within: 3_600 },
  sent: { what: 'complaint from', most: 30, within: 3_600 },
  perMailbox: { what: 'complaint for', most: 6, within: 3_600 },
};

/** Something was done too often: it may be done again after so many seconds. */
export class TooMany extends Error {
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super('Too many in too short a time.');
    this.retryAfter = retryAfter;
  }
}

/** @throws TooMany */
export async function countPost(register: Register, request: Request, { posts }: FormRates): Promise<void> {
  require(posts, await countTry(register, posts.what, networkOf(request), posts.within));
}

/** Counts a form that brings files, before the first of them is kept. @throws TooMany */
export async function countFiles(register: Register, request: Request, { files }: FormRates): Promise<void> {
  await countOne(register, files, networkOf(request));
}

/** @param email where letters will go; absent where by post @throws TooMany */
export async function countSent(
  register: Register,
  request: Request,
  email: string | undefined,
  { sent, perMailbox }: FormRates,
): Promise<void> {
  require(sent, await countTry(register, sent.what, networkOf(request), sent.within));
  if (email !== undefined) require(perMailbox, await countTry(register, perMailbox.what, email.toLowerCase(), perMailbox.within));
}

/** Counts one more of something. @param who an address or a mailbox; only its digest is kept @throws TooMany */
export async function countOne(register: Register, rate: Rate, who: string): Promise<void> {
  require(rate, await countTry(register, rate.what, who, rate.within));
}

function require({ most }: Rate, { made, endsAt }: Tries): void {
  // The database's clock and ours may differ a little.
  if (made > most) throw new TooMany(Math.max(1, Math.ceil((endsAt.getTime() - Date.now()) / 1_000)));
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Register } from '../../register/register.ts';
import { callerOf, operator, setCaller } from '../access/caller.ts';
import { callerOfToken } from '../access/token-caller.ts';
import type { AccessToken } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';

/** Lets only requests with a known token through: one of these, or one that was made at the desk. Its holder is from then on who acts. */
export function authentication(tokens: AccessToken[], register: Register): RequestHandler {
  const known = tokens.map(({ token, name }) => ({ name, digest: digestOf(token) }));
  return async (request, response, next) => {
    const given = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined) throw refusal(false);
    const name = nameOf(known, digestOf(given));
    const caller = name === undefined ? await callerOfToken(register, given) : operator(name);
    if (caller === undefined) throw refusal(true);
    setCaller(response, caller);
    next();
  };
}

/** Who acts, for the journal. */
export function actorOf(response: Response): string {
  return callerOf(response).actor;
}

/** Every token is compared, and each in constant time, so that the time taken tells nothing. */
function nameOf(known: { name: string; digest: Buffer }[], digest: Buffer): string | undefined {
  return known.filter((token) => timingSafeEqual(token.digest, digest))[0]?.name;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function refusal(tokenGiven: boolean): Problem {
  return new Problem(401, {
    detail: tokenGiven ? 'This token is not known.' : 'Send your token: Authorization: Bearer …',
    headers: { 'WWW-Authenticate': `Bearer realm="doleance"${tokenGiven ? ', error="invalid_token"' : ''}` },
  });
}

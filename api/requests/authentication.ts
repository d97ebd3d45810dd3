import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { wasToken } from '../../register/accounts/tokens.ts';
import type { Register } from '../../register/register.ts';
import { type Caller, callerOf, operator, setCaller } from '../access/caller.ts';
import { callerOfToken } from '../access/token-caller.ts';
import { WrongTokens } from '../access/wrong-tokens.ts';
import type { AccessToken } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';

/** Lets only requests with a known token through: one of these, or one that was made at the desk. Its holder is from then on who acts. */
export function authentication(tokens: AccessToken[], register: Register): RequestHandler {
  const known = tokens.map(({ token, name }) => ({ name, digest: digestOf(token) }));
  const wrong = new WrongTokens(register);
  const holderOf = async (given: string) => {
    const name = nameOf(known, digestOf(given));
    return name === undefined ? callerOfToken(register, given) : operator(name);
  };
  return async (request, response, next) => {
    const given = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined) throw refusal(false);
    wrong.mustStillTry(request);
    const caller = await holderOf(given);
    if (caller === undefined) {
      // A token that has ended was no guess: a program that goes on asking with one locks nobody out.
      if (!(await wasToken(register, given))) await wrong.count(request);
      throw refusal(true);
    }
    setCaller(response, caller);
    response.locals['callerNow'] = () => holderOf(given);
    next();
  };
}

/** Who holds the token of a request at this moment, for an answer that goes on for long; undefined where it opens nothing any more. */
export function callerNow(response: Response): Promise<Caller | undefined> {
  return (response.locals['callerNow'] as () => Promise<Caller | undefined>)();
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

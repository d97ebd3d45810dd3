import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { AccessToken } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';

/** Lets only requests with a known token through; its name is from then on who acts. */
export function authentication(tokens: AccessToken[]): RequestHandler {
  const known = tokens.map(({ token, name }) => ({ name, digest: digestOf(token) }));
  return (request, response, next) => {
    const given = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    const name = given === undefined ? undefined : nameOf(known, digestOf(given));
    if (name === undefined) throw refusal(given !== undefined);
    response.locals['actor'] = name;
    next();
  };
}

/** Who acts, for the journal. */
export function actorOf(response: Response): string {
  return response.locals['actor'] as string;
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

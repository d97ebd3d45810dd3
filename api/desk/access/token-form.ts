import type { Request, Response } from 'express';
import { type ListedToken, listTokens, makeToken, revokeToken } from '../../../register/accounts/tokens.ts';
import { type Caller, everyFirm } from '../../access/caller.ts';
import { type Capability, capabilities } from '../../access/roles.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import { formOf, languageOf, say, valuesOf } from '../pages.ts';
import type { Faults } from './form-faults.ts';
import { showOnce } from './shown-once.ts';

/** For how many days a token may be made; there is none without an end. */
const tokenDays = [30, 90, 180, 365] as const;

/** What a token can be for: accounts are changed by people only. */
const tokenCapabilities: readonly Capability[] = capabilities.filter((one) => one !== 'administer');

/** A token as a form asks for it. */
export interface AskedToken {
  name: string;
  capabilities: string[];
  firms: string[];
  days: number;
}

/** What can be chosen for a token. */
export interface TokenChoices {
  capabilities: readonly Capability[];
  /** Firms' ids; with `*` where every firm can be chosen at once. */
  firms: readonly string[];
}

/** What somebody may put into a token of their own: never more than they have themselves. */
export function ownChoices(caller: Caller, { library }: Pick<ApiDependencies, 'library'>): TokenChoices {
  const held = tokenCapabilities.filter((capability) => caller.firmsWith(capability).length > 0);
  const firms = library.allInForce().filter(({ id }) => held.some((capability) => caller.may(capability, id)));
  return { capabilities: held, firms: [everyFirm, ...firms.map(({ id }) => id)] };
}

/** What an administrator may put into a system's token. */
export function systemChoices(caller: Caller, { library }: Pick<ApiDependencies, 'library'>): TokenChoices {
  const administered = caller.firmsWith('administer');
  const all = library.allInForce().map(({ id }) => id);
  return {
    capabilities: tokenCapabilities,
    firms: administered === 'all' ? [everyFirm, ...all] : all.filter((id) => administered.includes(id)),
  };
}

/** Reads a form for a new token; what is wrong with it, by field. */
export function readTokenForm(
  request: Request,
  response: Response,
  choices: TokenChoices,
): { asked: AskedToken; faults: Faults } {
  const { name = '', days = '' } = formOf(request);
  const asked: AskedToken = {
    name: name.trim().replace(/\s+/g, ' '),
    capabilities: valuesOf(request, 'capabilities').filter((one) => (choices.capabilities as readonly string[]).includes(one)),
    firms: valuesOf(request, 'firms').filter((one) => choices.firms.includes(one)),
    days: tokenDays.find((one) => String(one) === days) ?? 90,
  };
  const faults: Faults = {};
  if (!/^[^\p{Cc}]{3,60}$/u.test(asked.name)) faults['name'] = say(request, response, 'tokens.fault.name');
  if (asked.capabilities.length === 0) faults['capabilities'] = say(request, response, 'tokens.fault.capabilities');
  if (asked.firms.length === 0) faults['firms'] = say(request, response, 'tokens.fault.firms');
  return { asked, faults };
}

/** Makes the token that was asked for, to be shown on the next page. @returns false where the name is taken */
export async function makeAskedToken(
  { register }: ApiDependencies,
  request: Request,
  { name, capabilities: may, firms, days }: AskedToken,
  { actor, account }: { actor: string; account?: string },
): Promise<boolean> {
  const expiresAt = Date.now() + days * 86_400_000;
  const scope = { capabilities: may, firms: firms.includes(everyFirm) ? [everyFirm] : firms };
  const made = await makeToken(register, { name, ...scope, expiresAt, actor, account });
  if (made) showOnce(request, { kind: 'token', name, secret: made.token });
  return made !== undefined;
}

/** Revokes a token. @throws Problem 404 where it is none of those that somebody may revoke */
export async function revokeListed(
  { register }: ApiDependencies,
  id: string,
  actor: string,
  mayRevoke: (token: ListedToken) => boolean,
  account?: string,
): Promise<void> {
  const tokens = await listTokens(register.database, account === undefined ? {} : { account });
  const token = tokens.find((one) => one.id === id);
  if (!token || !mayRevoke(token)) throw notFound('There is no such token.');
  await revokeToken(register, id, actor);
}

/** Tokens as a page lists them: those that still hold first. */
export function tokenRows(request: Request, response: Response, tokens: readonly ListedToken[], { library }: ApiDependencies) {
  const now = new Date();
  const names = firmNames(request, response, { library });
  const rows = tokens.map((token) => ({
    ...token,
    state: token.revoked_at !== null ? 'revoked' : token.expires_at <= now ? 'expired' : 'inUse',
    may: token.capabilities.map((one) => say(request, response, `people.capability.${one}`)).join(', '),
    at: token.firms.map((firm) => names.get(firm) ?? firm).join(', '),
  }));
  return rows.toSorted((one, other) => Number(other.state === 'inUse') - Number(one.state === 'inUse'));
}

/** The choices as checkboxes. */
export function tokenChoices(
  request: Request,
  response: Response,
  { capabilities: may, firms }: TokenChoices,
  asked: AskedToken | undefined,
  { library }: Pick<ApiDependencies, 'library'>,
) {
  const names = firmNames(request, response, { library });
  return {
    name: asked?.name,
    capabilities: may.map((one) => ({
      value: one,
      label: say(request, response, `people.capability.${one}`),
      chosen: asked?.capabilities.includes(one) ?? one === 'read',
    })),
    firms: firms.map((one) => ({ value: one, label: names.get(one), chosen: asked?.firms.includes(one) ?? firms.length === 1 })),
    days: tokenDays.map((one) => ({
      value: one,
      label: say(request, response, 'tokens.days', { days: one }),
      chosen: one === (asked?.days ?? 90),
    })),
  };
}

/** How people call the firms, and all of them together. */
export function firmNames(
  request: Request,
  response: Response,
  { library }: Pick<ApiDependencies, 'library'>,
): Map<string, string> {
  const firms = library.allInForce().map(({ id, firm }): [string, string] => [id, firm.name]);
  firms.sort(([, one], [, other]) => one.localeCompare(other, languageOf(request, response)));
  return new Map([[everyFirm, say(request, response, 'people.everyFirm')], ...firms]);
}

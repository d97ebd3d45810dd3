import type { Grant } from '../../../register/accounts/accounts.ts';
import { everyFirm } from '../caller.ts';
import { type Role, roles } from '../roles.ts';
import type { OidcSettings } from './settings.ts';

/** Who somebody is and what they may do, as the issuer says. */
export interface Identity {
  issuer: string;
  subject: string;
  /** What they would like to be called in the journal; another may have it already. */
  login: string;
  name: string;
  email?: string | undefined;
  /** Empty where the issuer gives them no role here. */
  grants: Grant[];
  /** False where the issuer says nothing of who they are among the staff: what an administrator has said stays. */
  staffGiven: boolean;
}

type Claims = Readonly<Record<string, unknown>>;

/** Reads what an issuer says of a person. What it says beyond that, such as groups that mean nothing here, is passed over. */
export function identityOf(claims: Claims & { iss: string; sub: string }, settings: OidcSettings): Identity {
  const { rolesClaim, firmsClaim, staffClaim, values } = settings;
  const email = textOf(claims['email']);
  const login = textOf(claims['preferred_username']) ?? email ?? claims.sub;
  const firms = valuesAt(claims, firmsClaim, values).filter(isFirm);
  const staff = staffClaim === undefined ? [] : valuesAt(claims, staffClaim, values).map(atFirm);
  const held = valuesAt(claims, rolesClaim, values)
    .map(atFirm)
    .flatMap((given) => heldRoles(given, firms));
  return {
    issuer: claims.iss,
    subject: claims.sub,
    login: loginForm(login),
    name: (textOf(claims['name']) ?? fullName(claims) ?? login).slice(0, 120),
    ...(email === undefined ? {} : { email }),
    grants: withStaff(distinct(held), staff),
    staffGiven: staff.length > 0,
  };
}

/** `complaints-manager@opticourtage` is that at this firm alone, `complaints-manager` at all that the other claim names. */
function heldRoles({ name, firm }: AtFirm, firms: string[]): { role: Role; procedure: string }[] {
  const role = roles.find((one) => one === name);
  if (role === undefined) return [];
  return (firm === undefined ? firms : [firm]).map((procedure) => ({ role, procedure }));
}

/** Who has a role for every firm is somebody of one firm's staff by having the role there too: that is where it is said who they are. */
function withStaff(held: { role: Role; procedure: string }[], staff: AtFirm[]): Grant[] {
  const staffAt = (procedure: string) =>
    procedure === everyFirm ? null : (staff.find(({ firm }) => firm === undefined || firm === procedure)?.name ?? null);
  const everywhere = held.find(({ role, procedure }) => procedure === everyFirm && role !== 'administrator');
  const beside = staff.flatMap(({ firm }) =>
    everywhere === undefined || firm === undefined || firm === everyFirm || held.some(({ procedure }) => procedure === firm)
      ? []
      : [{ role: everywhere.role, procedure: firm }],
  );
  return distinct([...held, ...beside]).map(({ role, procedure }) => ({ role, procedure, staff: staffAt(procedure) }));
}

function distinct<Held extends { role: string; procedure: string }>(held: Held[]): Held[] {
  return [...new Map(held.map((one) => [`${one.role}@${one.procedure}`, one])).values()];
}

interface AtFirm {
  name: string;
  firm?: string;
}

function atFirm(value: string): AtFirm {
  const [name = '', firm] = value.split('@');
  return firm === undefined || !isFirm(firm) ? { name } : { name, firm };
}

function isFirm(value: string): boolean {
  return value === everyFirm || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
}

/** The texts of a claim, each as it is meant here: a list, or one text with its values separated by spaces or commas. */
function valuesAt(claims: Claims, path: string, meanings: OidcSettings['values']): string[] {
  const claim = claimAt(claims, path);
  const listed = Array.isArray(claim) ? claim : typeof claim === 'string' ? [claim, ...claim.split(/[\s,]+/)] : [];
  const texts = listed.filter((value): value is string => typeof value === 'string' && value !== '');
  return [...new Set(texts.flatMap((value) => meanings.get(value) ?? [value]))];
}

/** A claim of this very name, for names are often addresses with dots in them; else along the path. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (within, name) =>
        typeof within === 'object' && within !== null && Object.hasOwn(within, name)
          ? (within as Record<string, unknown>)[name]
          : undefined,
      claims,
    );
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim().slice(0, 200) : undefined;
}

function fullName(claims: Claims): string | undefined {
  const names = [textOf(claims['given_name']), textOf(claims['family_name'])].filter((name) => name !== undefined);
  return names.length > 0 ? names.join(' ') : undefined;
}

/** The journal holds it for ever, and the log too: visible characters in small letters, no spaces. */
function loginForm(name: string): string {
  const form = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._@+-]+/gu, '-')
    .slice(0, 80);
  return form === '' ? 'person' : form;
}

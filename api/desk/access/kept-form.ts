import type { Request } from 'express';
import { seal, unseal } from './sealed.ts';

/** A form that was sent when its session had ended, or had been replaced by another: nothing of it is done, nothing is lost. */
export interface KeptForm {
  /** Where it was sent. */
  path: string;
  fields: [name: string, value: string][];
  /** Who had written it, as its page said; another who signs in does not get it. */
  by: string | undefined;
}

/** What a session keeps at most, in characters. */
const most = 200_000;
/** Fields of the desk's own, which are made anew. */
const own = ['_csrf', '_by'];

/** A form as it was sent. */
export function formAsSent(request: Request): KeptForm {
  const body = (request.body ?? {}) as Record<string, string | string[]>;
  const fields = Object.entries(body).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  const by = fields.find(([name]) => name === '_by')?.[1];
  return { path: request.originalUrl, fields: fields.filter(([name]) => !own.includes(name)), by };
}

/** Keeps a form in the session, sealed. @returns false where it is too long or empty */
export function keepForm(request: Request, form: KeptForm): boolean {
  const length = form.fields.reduce((sum, [, value]) => sum + value.length, 0);
  if (length === 0 || length > most) return false;
  request.session.keptForm = seal(request, form);
  return true;
}

/** The kept form, if this person had written it; the session has it no more. */
export function takeKeptForm(request: Request, account: string): KeptForm | undefined {
  const { keptForm } = request.session;
  if (keptForm === undefined) return undefined;
  delete request.session.keptForm;
  const form = unseal(request, keptForm) as KeptForm | undefined;
  return form !== undefined && (form.by === undefined || form.by === account) ? form : undefined;
}

/** What a person reads of a kept form: what they have written, not what a page has put there. */
export function writtenIn({ fields }: KeptForm): string[] {
  return fields.map(([, value]) => value.trim()).filter((value) => /\s/.test(value) && value.length > 12);
}

import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import { Problem } from '../../problems/problem.ts';
import { readFields } from '../../requests/read-fields.ts';
import { formOf, say } from '../pages.ts';

/** A field that is wrong, as the form's summary tells it. */
export interface WrongField {
  field: string;
  message: string;
}

/**
 * What was typed, with blank fields left out.
 *
 * @param names the form's fields, so that nothing else of what is posted gets on
 */
export function typed(request: Request, names: readonly string[]): Record<string, string> {
  const form = formOf(request);
  const given = names.map((name): [string, string] => [name, (form[name] ?? '').trim()]);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/**
 * Does what a form asks for; where fields are wrong, or it is not allowed now, that is told beside what was typed.
 *
 * @returns what is wrong; undefined where it was done
 */
export async function attempt<Body>(
  request: Request,
  response: Response,
  { schema, body, work }: { schema: ZodType<Body>; body: unknown; work: (body: Body) => Promise<void> },
): Promise<{ status: number; problems: WrongField[] } | undefined> {
  try {
    await work(readFields(schema, body));
    return undefined;
  } catch (fault) {
    if (!(fault instanceof Problem) || (fault.status !== 422 && fault.status !== 409)) throw fault;
    return { status: fault.status, problems: problemsOf(request, response, fault) };
  }
}

/** Fields have a sentence of their own in the person's language. */
function problemsOf(request: Request, response: Response, { status, kind, extensions }: Problem): WrongField[] {
  if (status === 409)
    return [{ field: 'content', message: say(request, response, `actions.refused.${kind.replace(/^action-/, '')}`) }];
  const fields = [...new Set((extensions.errors ?? []).map(({ path }) => path.split('.')[0] ?? ''))];
  return fields.map((field) => ({ field, message: say(request, response, `actions.wrong.${known(field)}`) }));
}

const sentences = [
  'title',
  'description',
  'owner',
  'dueOn',
  'doneOn',
  'checkOn',
  'checkedOn',
  'effective',
  'finding',
  'complaints',
];

function known(field: string): string {
  return sentences.includes(field) ? field : 'other';
}

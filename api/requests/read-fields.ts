import type { z } from 'zod';
import { type FieldFault, faultSaid } from '../problems/field-faults.ts';
import type { FieldError } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';

type Issue = z.core.$ZodIssue;

/** So many wrong fields are named at most. */
const mostErrors = 100;

/**
 * Reads what a client sent.
 *
 * @throws Problem 422 with the path of each field that is wrong
 */
export function readFields<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw invalidFields(fieldErrors(result.error.issues).slice(0, mostErrors));
}

function fieldErrors(issues: readonly Issue[], within: PropertyKey[] = []): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...within, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: pathOf([...path, key]), code: 'unknown-field', message: 'is not known here' }));
    const alternative = issue.code === 'invalid_union' ? nearestAlternative(issue.errors) : undefined;
    return alternative
      ? fieldErrors(alternative, path)
      : [{ path: pathOf(path), code: faultOf(issue), message: messageOf(issue) }];
  });
}

/** Of several forms that a field may have, the one that the client came nearest to. */
function nearestAlternative(alternatives: Issue[][]): Issue[] | undefined {
  return alternatives.toSorted((one, other) => one.length - other.length)[0];
}

function pathOf(path: PropertyKey[]): string {
  return path.map(String).join('.');
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${issue.expected === 'int' ? 'a whole number' : article(issue.expected)}`;
    case 'invalid_value':
      return `${issue.input === undefined ? 'is missing' : 'is not allowed'}; allowed: ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return `is ${isMissing(issue) ? 'missing' : 'not allowed'}; allowed: ${optionsOf(issue)}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    default:
      return issue.message;
  }
}

function faultOf(issue: Issue): FieldFault {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing' : 'wrong-type';
    case 'invalid_value':
      return issue.input === undefined ? 'missing' : 'not-allowed';
    case 'invalid_union':
      return isMissing(issue) ? 'missing' : 'not-allowed';
    case 'too_small':
      return issue.origin === 'string' ? 'empty' : issue.origin === 'array' ? 'too-few' : 'too-small';
    case 'too_big':
      return issue.origin === 'string' ? 'too-long' : issue.origin === 'array' ? 'too-many' : 'too-large';
    default:
      return faultSaid(issue.message) ?? 'wrong-form';
  }
}

function isMissing({ input, path }: Issue): boolean {
  const name = path.at(-1);
  return typeof input === 'object' && input !== null && name !== undefined && !(name in input);
}

function optionsOf(issue: Issue): string {
  const { options } = issue as { options?: unknown };
  return Array.isArray(options) ? [...new Set(options.map(String))].join(', ') : 'see /api/docs';
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return 'is empty';
  return origin === 'array' ? `needs at least ${minimum}` : `must be at least ${minimum}`;
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `is too long: ${maximum} characters at most`;
  return origin === 'array' ? `has too many entries: ${maximum} at most` : `must be at most ${maximum}`;
}

function article(type: string): string {
  const names: Record<string, string> = { string: 'a text', object: 'an object', array: 'a list', boolean: 'true or false' };
  return names[type] ?? `a ${type}`;
}

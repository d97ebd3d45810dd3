import type { Response } from 'express';
import type { DecisionName, Refusal } from '../../workflows/domain/messages.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { FieldFault } from './field-faults.ts';

/** A field that is wrong: its place in the body, the query or the headers (`complainant.address.lines.0`), and what is wrong. */
export interface FieldError {
  path: string;
  /** What is wrong, for programs and for words in another language. */
  code: FieldFault;
  /** The same in English. */
  message: string;
  /** The last day that is allowed, in the firm's zone. */
  until?: CivilDate;
  /** The field that a letter does not show, or the name that it must not have. */
  what?: string;
}

/** What a problem says besides its status, title and detail. */
export interface ProblemExtensions {
  errors?: FieldError[];
  reason?: Refusal;
  allowedDecisions?: DecisionName[];
  /** The message that was refused after it had been accepted. */
  message?: string;
  missing?: string[];
  /** The tag of the state that a complaint has now, and what was written down since the one that the client has seen. */
  etag?: string;
  changes?: { number: number; at: string; actor: string; event: string; detail: Record<string, unknown> }[];
}

interface ProblemOptions {
  /** The last part of the type's name, where it is not the status's usual one. */
  kind?: string;
  detail?: string;
  extensions?: ProblemExtensions;
  headers?: Record<string, string>;
}

/** Each status's usual type and title; some problems name a type of their own. */
const kinds: Record<number, [kind: string, title: string]> = {
  400: ['unreadable-request', 'The request cannot be read'],
  401: ['token-needed', 'Access needs a token'],
  403: ['not-allowed', 'Not allowed'],
  404: ['not-found', 'Not found'],
  405: ['method-not-offered', 'This method is not offered here'],
  409: ['not-allowed-now', 'Not allowed now'],
  410: ['erased', 'Erased'],
  412: ['changed-meanwhile', 'Changed in the meantime'],
  413: ['too-large', 'The request is too large'],
  415: ['not-json', 'This kind of content is not understood'],
  422: ['invalid-fields', 'The request has fields that are wrong'],
  429: ['too-many-requests', 'Too many requests'],
  500: ['fault', 'Something went wrong here'],
  503: ['not-available', 'Not available at the moment'],
};

/** An answer other than success, as RFC 9457 describes it. Thrown by handlers, sent by the error handler. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly detail: string | undefined;
  readonly extensions: ProblemExtensions;
  readonly headers: Record<string, string>;

  constructor(status: number, { kind, detail, extensions = {}, headers = {} }: ProblemOptions = {}) {
    const [usualKind, title] = kinds[status] ?? ['fault', 'Something went wrong here'];
    super(title);
    this.name = 'Problem';
    this.status = status;
    this.kind = kind ?? usualKind;
    this.detail = detail;
    this.extensions = extensions;
    this.headers = headers;
  }
}

/** The beginning of every type's name; the names are identifiers and lead nowhere. */
const problemTypePrefix = 'urn:doleance:problem:';

/** Answers with a problem; `instance` names this very answer in the log. */
export function sendProblem(response: Response, problem: Problem): void {
  const { status, kind, message, detail, extensions, headers } = problem;
  const requestId = response.locals['requestId'] as string | undefined;
  response
    .status(status)
    .set(headers)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `${problemTypePrefix}${kind}`,
        title: message,
        status,
        ...(detail === undefined ? {} : { detail }),
        ...(requestId === undefined ? {} : { instance: `urn:uuid:${requestId}` }),
        ...extensions,
      }),
    );
}

import type { Request, Response } from 'express';
import { Problem } from '../problems/problem.ts';

/** One entity tag and what separates it from the next (RFC 9110, 8.8.3). */
const nextTag = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)")?[ \t]*(?:,|$)/y;

/**
 * Which states of a complaint a client has seen, by its If-Match; undefined where it does not ask. Only tags that this API gives can
 * match: a weak one, or another's, is as good as one of a state that is no more.
 *
 * @throws Problem 400 where the header is none
 */
export function seenState(request: Request): 'any' | number[] | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  const tags = tagsIn(header);
  if (tags === undefined || tags.length === 0)
    throw new Problem(400, { detail: 'If-Match has the ETag of the complaint in its quotation marks, several of them, or *.' });
  return tags.filter(({ weak, text }) => !weak && /^(0|[1-9]\d{0,8})$/.test(text)).map(({ text }) => Number(text));
}

/** Says which state of the complaint an answer shows or leaves behind. */
export function tellState(response: Response, number: number | undefined): void {
  if (number !== undefined) response.set('ETag', tagOf(number));
}

/** The state of a complaint as an entity tag: the number of the last row of its journal. */
export function tagOf(number: number): string {
  return `"${number}"`;
}

function tagsIn(header: string): { weak: boolean; text: string }[] | undefined {
  const tags: { weak: boolean; text: string }[] = [];
  nextTag.lastIndex = 0;
  while (nextTag.lastIndex < header.length) {
    const tag = nextTag.exec(header);
    if (!tag) return undefined;
    // An empty place between two commas is allowed and says nothing.
    if (tag[2] !== undefined) tags.push({ weak: tag[1] !== undefined, text: tag[2] });
  }
  return tags;
}

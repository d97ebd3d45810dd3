import { z } from 'zod';
import { type ComplaintOrder, complaintOrders, type PageEnd } from '../../register/list-order.ts';
import { invalidFields } from '../problems/problems.ts';

const content = z.tuple([
  z.enum(complaintOrders),
  z.int().min(0).max(8_640_000_000_000).nullable(),
  z.string().regex(/^[A-Z0-9-]{1,30}$/),
]);

/** A page's end as text that a client hands back as it is. */
export function cursorOf(order: ComplaintOrder, { at, reference }: PageEnd): string {
  return Buffer.from(JSON.stringify([order, at ?? null, reference])).toString('base64url');
}

/** Where a page begins, of a page of the desk: nowhere in particular where the text is no cursor of this order. */
export function placeOf(cursor: string, order: ComplaintOrder): PageEnd | undefined {
  try {
    return readCursor(cursor, order);
  } catch {
    return undefined;
  }
}

/** @throws Problem 422 where it is none, or belongs to another sort */
export function readCursor(cursor: string, order: ComplaintOrder): PageEnd {
  const [madeFor, at, reference] = parsed(cursor);
  if (madeFor !== order) throw refusal(`belongs to sort=${madeFor}`);
  return { reference, ...(at === null ? {} : { at }) };
}

function parsed(cursor: string): z.output<typeof content> {
  try {
    return content.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw refusal("is none; take 'next' of the page before");
  }
}

function refusal(message: string) {
  return invalidFields([{ path: 'cursor', code: 'not-allowed', message }]);
}

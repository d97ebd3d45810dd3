import type { ComplaintOrder } from '../../../register/list-order.ts';
import { complaintOrders } from '../../../register/list-order.ts';
import { complaintFilterShape, type FilterQuery } from '../../schemas/list.ts';

/** What somebody asks the register for, as its address has it: the filters bear the names of the API. */
export interface RegisterQuestion {
  filter: FilterQuery;
  sort: ComplaintOrder;
  after?: string;
  before?: string;
}

/** The filters that are either there or not. */
export const flags = [
  'overdue',
  'owing',
  'awaitingApproval',
  'replyWaiting',
  'openEnquiry',
  'breached',
  'mailHeld',
] as const satisfies (keyof FilterQuery)[];

/** The filters of which several values may be ticked. */
export const ticked = ['stage', 'level', 'outcome', 'channel', 'kind'] as const satisfies (keyof FilterQuery)[];

/** The filters of which one value is chosen. */
export const chosen = [
  'procedure',
  'caseHandler',
  'product',
  'reasonCategory',
  'insurer',
  'rootCause',
] as const satisfies (keyof FilterQuery)[];

/** Reads the address; what it says wrongly, and fields that were left empty, count as left out. */
export function registerQuestion(query: Record<string, unknown>): RegisterQuestion {
  const one = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : undefined);
  const after = one('after');
  const before = one('before');
  return {
    filter: filterIn(query),
    sort: complaintOrders.find((order) => order === one('sort')) ?? 'newest',
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}

/** The filters of an address, those left out that say nothing that can be read. */
export function filterIn(query: Record<string, unknown>): FilterQuery {
  const read = Object.entries(complaintFilterShape).flatMap(([name, schema]) => {
    const value = given(query[name]);
    const { success, data } = value === undefined ? { success: false, data: undefined } : schema.safeParse(value);
    return success && data !== undefined ? [[name, data] as const] : [];
  });
  return Object.fromEntries(read);
}

function given(value: unknown): string | string[] | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((one): one is string => typeof one === 'string' && one !== '');
  return texts.length > 1 ? texts : texts[0];
}

/** The fields of an address, one after the other. */
export function fieldsOf(filter: FilterQuery): [string, string][] {
  return Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** The address of the register with these filters. */
export function registerAddress(filter: FilterQuery, { sort, ...place }: Partial<Omit<RegisterQuestion, 'filter'>> = {}): string {
  const fields = new URLSearchParams(fieldsOf(filter));
  if (sort !== undefined && sort !== 'newest') fields.set('sort', sort);
  for (const name of ['after', 'before'] as const) if (place[name] !== undefined) fields.set(name, place[name]);
  return fields.size === 0 ? '/desk/register' : `/desk/register?${fields.toString()}`;
}

/** Digits in groups of three, or in no groups, and one or two after the last separator. */
const amount = /^(?<whole>\d{1,3}(?:([.,'])\d{3})(?:\2\d{3})*|\d+)(?:[.,](?<decimals>\d{1,2}))?$/;

/**
 * Reads an amount as people type it: `1 234,56`, `1.234,56 €`, `1,234.56`, `80`. One separator with one or two digits after it is the
 * decimal one; separators with three digits after them group thousands.
 *
 * @returns the cents; undefined where it is no amount
 */
export function readAmount(typed: string): number | undefined {
  const bare = typed.replace(/\s|€|EUR|euros?/gi, '').replaceAll('’', "'");
  const { whole, decimals = '' } = amount.exec(bare)?.groups ?? {};
  if (whole === undefined) return undefined;
  const cents = Number(whole.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : undefined;
}

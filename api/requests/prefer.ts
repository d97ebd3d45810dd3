/** The longest that a client may wait, in seconds. */
const longestWait = 30;

/**
 * How many seconds a client prefers to wait for the outcome (RFC 7240): `respond-async, wait=10`. What cannot be read is
 * ignored, as the RFC asks; more than 30 seconds are 30.
 */
export function waitPreferred(header: string | string[] | undefined): number | undefined {
  const preferences = [header ?? []].flat().join(',').split(',');
  for (const preference of preferences) {
    const [name, value = ''] = (preference.split(';')[0] ?? '').split('=').map((part) => part.trim());
    if (name?.toLowerCase() !== 'wait') continue;
    const seconds = /^(?:(\d{1,9})|"(\d{1,9})")$/.exec(value);
    return seconds ? Math.min(Number(seconds[1] ?? seconds[2]), longestWait) : undefined;
  }
  return undefined;
}

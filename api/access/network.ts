import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** Where a request comes from, as tries are counted: an IPv4 address, or the network that one household of IPv6 has. */
export function networkOf({ ip }: Request): string {
  return ip === undefined ? '' : ipKeyGenerator(ip);
}

import type { Channel } from '../../register/complaint-content.ts';

/** True where a complaint was only spoken. */
export function isOral(channel: Channel): boolean {
  return channel === 'phone' || channel === 'meeting';
}

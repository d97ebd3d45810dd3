import type { Capability } from '../access/roles.ts';

/** What somebody must be allowed to do for a message: most are decisions, which assigning and approving are apart. */
export function capabilityFor(body: unknown): Capability {
  const { decision } = body as { decision?: unknown };
  switch (decision) {
    case 'assign':
      return 'assign';
    case 'approve':
    case 'send-back':
    case 'move-to-version':
      return 'approve';
    default:
      return 'decide';
  }
}

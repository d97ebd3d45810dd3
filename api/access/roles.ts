/** What somebody may do for a firm. */
export const capabilities = [
  'read',
  'register',
  'decide',
  'assign',
  'post',
  'approve',
  'export',
  'statistics',
  'actions',
  'administer',
] as const;
export type Capability = (typeof capabilities)[number];

export const roles = ['case-handler', 'complaints-manager', 'compliance', 'administrator'] as const;
export type Role = (typeof roles)[number];

const caseHandler = ['read', 'register', 'decide', 'assign', 'post', 'actions'] as const satisfies Capability[];

/** What each role may do. Compliance reads all and decides nothing; who administers sees no complaint by that alone. */
export const capabilitiesOf: Record<Role, readonly Capability[]> = {
  'case-handler': caseHandler,
  'complaints-manager': [...caseHandler, 'approve', 'export', 'statistics'],
  compliance: ['read', 'export', 'statistics', 'actions'],
  administrator: ['administer'],
};

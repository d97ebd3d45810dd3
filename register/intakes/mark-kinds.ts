/** By what two messages can be about the same. */
export const markKinds = ['e-mail', 'phone', 'name', 'contract', 'claim', 'matter'] as const;
export type MarkKind = (typeof markKinds)[number];

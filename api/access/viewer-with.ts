import type { Viewer } from '../../register/viewer.ts';
import type { Caller } from './caller.ts';
import type { Capability } from './roles.ts';

/** What somebody sees of the firms for which they may do something: both are needed. */
export function viewerWith({ viewer, firmsWith }: Pick<Caller, 'viewer' | 'firmsWith'>, capability: Capability): Viewer {
  return { ...viewer, firms: firmsInBoth(viewer.firms, firmsWith(capability)) };
}

/** The firms that stand in both. */
export function firmsInBoth(one: Viewer['firms'], other: Viewer['firms']): Viewer['firms'] {
  if (one === 'all') return other;
  return other === 'all' ? one : one.filter((firm) => other.includes(firm));
}

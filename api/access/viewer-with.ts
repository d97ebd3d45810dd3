import type { Viewer } from '../../register/viewer.ts';
import type { Caller } from './caller.ts';
import type { Capability } from './roles.ts';

/** What somebody sees of the firms for which they may do something: both are needed. */
export function viewerWith({ viewer, firmsWith }: Pick<Caller, 'viewer' | 'firmsWith'>, capability: Capability): Viewer {
  return { ...viewer, firms: both(viewer.firms, firmsWith(capability)) };
}

function both(one: Viewer['firms'], other: Viewer['firms']): Viewer['firms'] {
  if (one === 'all') return other;
  return other === 'all' ? one : one.filter((firm) => other.includes(firm));
}

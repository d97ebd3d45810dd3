import type { Caller } from '../access/caller.ts';
import type { Capability } from '../access/roles.ts';

interface Entry {
  id: string;
  href: string;
  icon: string;
  needs: Capability;
}

const entries: readonly Entry[] = [
  { id: 'myDay', href: '/desk', icon: 'sun', needs: 'read' },
  { id: 'intakes', href: '/desk/intakes', icon: 'inbox', needs: 'read' },
  { id: 'post', href: '/desk/post', icon: 'mailbox', needs: 'read' },
  { id: 'register', href: '/desk/register', icon: 'book-open', needs: 'read' },
  { id: 'statistics', href: '/desk/statistics', icon: 'chart-column', needs: 'statistics' },
  { id: 'actions', href: '/desk/actions', icon: 'list-checks', needs: 'actions' },
];

/** What the navigation shows to somebody: only what they may open. */
export function navigation(caller: Caller, active: string | undefined) {
  return entries
    .filter(({ needs }) => caller.firmsWith(needs).length > 0)
    .map(({ id, href, icon }) => ({ id, href, icon, label: `shell.${id}`, current: id === active }));
}

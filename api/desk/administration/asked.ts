import type { Request } from 'express';

/** What the address asks for by this name; nothing where it is not asked for, or asked for twice. */
export function asked(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

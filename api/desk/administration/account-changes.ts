import type { Request, Response } from 'express';
import type { AccountChangeLine } from '../../../register/accounts/changes.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { firmNames } from '../access/token-form.ts';
import { say } from '../pages.ts';

/** What happened to accounts and tokens, in words. */
export function changeLines(
  request: Request,
  response: Response,
  lines: readonly AccountChangeLine[],
  dependencies: Pick<ApiDependencies, 'library'>,
) {
  const names = firmNames(request, response, dependencies);
  return lines.map(({ number, at, actor, event, login, token_name, detail }) => ({
    number,
    at,
    actor,
    whom: token_name ?? login,
    what: say(request, response, `people.event.${event}`),
    detail: detailOf(request, response, detail, names),
  }));
}

function detailOf(
  request: Request,
  response: Response,
  detail: Record<string, unknown>,
  names: ReadonlyMap<string, string>,
): string {
  const { role, procedure, staff, capabilities, firms } = detail as Record<string, string | string[] | null | undefined>;
  const parts = [
    typeof role === 'string' ? say(request, response, `people.role.${role}`) : undefined,
    typeof procedure === 'string' ? (names.get(procedure) ?? procedure) : undefined,
    typeof staff === 'string' ? staff : undefined,
    Array.isArray(capabilities)
      ? capabilities.map((one) => say(request, response, `people.capability.${one}`)).join(', ')
      : undefined,
    Array.isArray(firms) ? firms.map((one) => names.get(one) ?? one).join(', ') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' – ');
}

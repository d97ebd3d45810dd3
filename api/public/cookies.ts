import type { Request, Response } from 'express';

/** The setting of the program that says whether browsers reach it by https alone. */
export const secureCookies = 'secure cookies';

/** What a cookie of ours holds; undefined where the browser has none. */
export function cookieIn(request: Request, name: string): string | undefined {
  const wanted = fullName(request, name);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === wanted) return value.join('=');
  }
  return undefined;
}

/**
 * Gives the browser a cookie that no script reads and that no other site's form carries.
 *
 * @param cookie.value of letters, digits, `-`, `_` and `.`
 * @param cookie.seconds how long it is kept; left out, until the browser is closed
 */
export function setCookie(
  request: Request,
  response: Response,
  { name, value, seconds }: { name: string; value: string; seconds?: number },
): void {
  response.cookie(fullName(request, name), value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request),
    path: '/',
    ...(seconds === undefined ? {} : { maxAge: seconds * 1_000 }),
  });
}

/** A browser takes a cookie of this beginning from this very host alone, by https. */
function fullName(request: Request, name: string): string {
  return isSecure(request) ? `__Host-${name}` : name;
}

function isSecure(request: Request): boolean {
  return request.app.get(secureCookies) === true;
}

/** A page as a browser without JavaScript has it. */
export interface Visit {
  /** Where the browser stands at last; of an address that was not visited, where it would have gone. */
  address: string;
  status: number;
  text: string;
  headers: Headers;
}

/** A browser's cookies and redirects, and nothing else of it. */
export interface Browser {
  /** Goes to an address, and on to where it is sent, until `until` says so of the next one. */
  follow(address: string, until?: (next: string) => boolean, init?: RequestInit): Promise<Visit>;
  /** By the host that gave them. */
  cookies: Map<string, Map<string, string>>;
}

/** A browser that has never been anywhere. */
export function browser(): Browser {
  const cookies: Browser['cookies'] = new Map();
  const follow: Browser['follow'] = async (address, until = () => false, init = {}) => {
    const host = new URL(address).host;
    const jar = cookies.get(host) ?? new Map<string, string>();
    cookies.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const set of response.headers.getSetCookie()) keep(jar, set);
    const location = response.headers.get('location');
    const text = await response.text();
    if (location === null) return { address, status: response.status, text, headers: response.headers };
    const next = new URL(location, address).href;
    if (until(next)) return { address: next, status: response.status, text, headers: response.headers };
    return follow(next, until);
  };
  return { follow, cookies };
}

function keep(jar: Map<string, string>, set: string): void {
  const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
  const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
  if (value === '' || (expires !== undefined && Date.parse(expires) <= Date.now())) jar.delete(name);
  else jar.set(name, value);
}

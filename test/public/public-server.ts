import type { ApiDependencies } from '../../api/dependencies.ts';
import { type Answer, type ApiUnderTest, startApi } from '../api/api-server.ts';

/** A file as a form sends it. */
export interface SentFile {
  name: string;
  content: string | Uint8Array;
  type?: string;
}

/** A browser without JavaScript: it keeps cookies, and follows no redirect by itself. */
export interface Browsing {
  cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Posts a form without files. */
  post(path: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  /** Posts a form as one with files is posted, whether it has any or not. */
  upload(path: string, form?: Record<string, string>, files?: SentFile[], headers?: Record<string, string>): Promise<Answer>;
  /** Where an answer leads. @throws Error where it leads nowhere */
  follow(answer: Answer): Promise<Answer>;
}

/** The public pages on a database of their own. */
export interface PublicUnderTest extends ApiUnderTest {
  /** Somebody who has never been here. */
  browse(): Browsing;
}

export async function startPublic(overrides: Partial<ApiDependencies> = {}): Promise<PublicUnderTest> {
  const api = await startApi(overrides);
  return { ...api, browse: () => browsing(api) };
}

/** Somebody who has never been on these pages. */
export function browsing(api: Pick<ApiUnderTest, 'send'>): Browsing {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string>) };
    const answer = await api.send(path, { ...init, redirect: 'manual', headers });
    for (const set of answer.headers.getSetCookie()) keep(cookies, set);
    return answer;
  };
  const get: Browsing['get'] = (path, headers = {}) => send(path, { headers });
  return {
    cookies,
    get,
    post: (path, form = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(form).toString(),
      }),
    upload: (path, form = {}, files = [], headers = {}) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(form)) body.append(name, value);
      for (const { name, content, type = 'application/octet-stream' } of files)
        body.append('files', new Blob([typeof content === 'string' ? content : Buffer.from(content)], { type }), name);
      return send(path, { method: 'POST', headers, body });
    },
    follow: (answer) => {
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`leads nowhere: ${answer.status} ${answer.text.slice(0, 200)}`);
      return get(location);
    },
  };
}

function keep(cookies: Map<string, string>, set: string): void {
  const pair = set.split(';')[0] ?? '';
  const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(set)) cookies.delete(name);
  else cookies.set(name, value);
}

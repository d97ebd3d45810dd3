import type { Answer } from '../api/api-server.ts';
import { answers } from './filled-in.ts';
import type { Browsing, SentFile } from './public-server.ts';

/** The token that the page's form carries. */
export function tokenIn({ text }: Answer): string {
  const token = /name="token" value="([^"]*)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`the page has no form: ${text.slice(0, 300)}`);
  return token;
}

/** What stands in the hidden fields of a page. */
export function hiddenIn({ text }: Answer): Record<string, string> {
  const fields = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

/** A text of a page without its markup. */
export function plain(text: string): string {
  return unescaped(text.replace(/<[^>]+>/g, ' ')).replace(/[\s\u00a0\u202f]+/g, ' ');
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x60': '`', '#x3D': '=' };
  return text.replace(/&([a-z]+|#x[0-9A-Fa-f]+);/g, (all, sign: string) => signs[sign] ?? all);
}

/** The window's title. */
export function titleOf({ text }: Answer): string {
  return plain(/<title>([^<]*)/.exec(text)?.[1] ?? '');
}

/** Opens the form and posts it once, as somebody does who presses 'continue' or another button. */
export async function fillInForm(
  browse: Browsing,
  changes: Record<string, string> = {},
  { firm = 'opticourtage', files = [] }: { firm?: string; files?: SentFile[] } = {},
): Promise<Answer> {
  const form = await browse.get(`/${firm}/complaint/form`);
  return browse.upload(`/${firm}/complaint/form`, { token: tokenIn(form), do: 'continue', ...answers, ...changes }, files);
}

/** The same up to the check page; the answer is that page. @throws Error where the form did not lead there */
export async function toCheck(...given: Parameters<typeof fillInForm>): Promise<Answer> {
  const answer = await fillInForm(...given);
  if (answer.status !== 303) throw new Error(`not continued: ${answer.status} ${plain(answer.text).slice(0, 1500)}`);
  return given[0].follow(answer);
}

/** Sends what stands on the check page. */
export function send(browse: Browsing, check: Answer, firm = 'opticourtage'): Promise<Answer> {
  return browse.post(`/${firm}/complaint/check`, hiddenIn(check));
}

import type { Headers } from '../reading/headers.ts';
import type { ReadMail } from '../reading/read-mail.ts';

/**
 * What the firm's own mail server says of the sender: that the domain in the sender's line did not write this (DMARC, RFC 7489), that it
 * did, or nothing. Only lines that bear the server's own name are read: anybody can write others.
 */
export function authenticationOf(headers: Headers, trusted: string | undefined): 'failed' | 'passed' | 'not-said' {
  if (trusted === undefined) return 'not-said';
  const results = headers.all('authentication-results').flatMap((line) => {
    const [server = '', ...said] = line.slice(0, 10_000).split(';');
    return server.trim().split(/\s/)[0]?.toLowerCase() === trusted.toLowerCase() ? said : [];
  });
  const dmarc = results.flatMap((result) => /^\s*dmarc\s*=\s*([a-z]+)/i.exec(result)?.[1]?.toLowerCase() ?? []);
  if (dmarc.includes('fail')) return 'failed';
  return dmarc.length > 0 && dmarc.every((result) => result === 'pass') ? 'passed' : 'not-said';
}

/**
 * Who wrote a mail, in small letters: the one address of its one sender's line. Of several lines programs read different ones, and servers
 * check any.
 *
 * @param trusted the server that checks senders, where there is one: then it must say that the domain wrote this
 */
export function checkedSender({ headers, from }: ReadMail, trusted: string | undefined): string | undefined {
  if (headers.all('from').length !== 1 || from.length !== 1) return undefined;
  if (trusted !== undefined && authenticationOf(headers, trusted) !== 'passed') return undefined;
  return from[0]?.address;
}

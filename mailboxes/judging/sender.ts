import type { Headers } from '../reading/headers.ts';

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
  return dmarc.includes('pass') ? 'passed' : 'not-said';
}

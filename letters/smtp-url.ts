import { isIP } from 'node:net';
import type { SMTPConnectionOptions } from 'nodemailer';

/** How a mail server is reached. */
export interface SmtpAddress {
  connection: Pick<SMTPConnectionOptions, 'host' | 'port' | 'secure' | 'requireTLS' | 'ignoreTLS'>;
  login?: { user: string; pass: string };
}

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`. Letters are personal: except to this machine, `smtp` insists on STARTTLS,
 * unless `?tls=optional` (where the server offers it) or `?tls=never` is given.
 *
 * @throws RangeError when it is no such address; the message does not repeat it, since it may hold a password
 */
export function readSmtpUrl(given: string): SmtpAddress {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new RangeError('The mail server is written smtp://host:port or smtps://host:port.');
  }
  if (!['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '' || !['', '/'].includes(url.pathname))
    throw new RangeError('The mail server is written smtp://host:port or smtps://host:port.');
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const tls = url.searchParams.get('tls') ?? (isThisMachine(host) ? 'never' : 'required');
  if (!['required', 'optional', 'never'].includes(tls))
    throw new RangeError("The mail server's 'tls' is required, optional or never.");
  if ((url.username === '') !== (url.password === ''))
    throw new RangeError('The mail server needs both a user and a password, or neither.');
  return {
    connection: {
      host,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      ...(secure ? {} : { requireTLS: tls === 'required', ignoreTLS: tls === 'never' }),
    },
    ...(url.username === '' ? {} : { login: { user: decoded(url.username), pass: decoded(url.password) } }),
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new RangeError("The mail server's user and password are percent-encoded.");
  }
}

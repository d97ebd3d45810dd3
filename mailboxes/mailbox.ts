import type { CivilDate } from '../workflows/domain/time.ts';

/** A mailbox into which complaints come: whose it is, and what may be believed of the mails in it. */
export interface Mailbox {
  /** By which it is known in the register and in logs; never changed. */
  name: string;
  /** The firm, by its procedure. */
  procedure: string;
  /** The address that people write to. */
  address: string;
  /** `plus`: what follows a plus sign in the address arrives here too (RFC 5233), so that letters can ask for tagged answers. */
  tags: 'plus' | 'none';
  /** By which the firm's own server signs what it says about a sender (Authentication-Results, RFC 8601); absent: it is not asked. */
  trustedAuthServId?: string | undefined;
}

/** A mailbox that is read over IMAP. */
export interface ImapMailbox extends Mailbox {
  host: string;
  port: number;
  /** `implicit`: from the first byte; `starttls`: required before signing in; `none`: not at all. */
  tls: 'implicit' | 'starttls' | 'none';
  /** The only authorities that are believed about the server's certificate, in PEM; absent: those that Node.js believes. */
  ca?: string | undefined;
  user: string;
  password: string;
  /** The folder that is watched. */
  folder: string;
  /** Mails that arrived before this day are left alone. */
  since?: CivilDate | undefined;
  /** Where a mail goes once it is kept; absent: it stays as it is. */
  moveTo?: string | undefined;
}

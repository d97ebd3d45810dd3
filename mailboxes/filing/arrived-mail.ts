import type { Instant } from '../../workflows/domain/time.ts';
import type { Mailbox } from '../mailbox.ts';

/** A mail as it stands in a mailbox. */
export interface ArrivedMail {
  mailbox: Mailbox;
  /** The message, or its beginning where it is over the limit; absent where the mail server does not give it out. */
  raw?: Buffer | undefined;
  /** Of the whole message; bytes. */
  size: number;
  /** Whether `raw` is all of it. */
  whole: boolean;
  /** When the mail server took it. */
  receivedAt: Instant;
}

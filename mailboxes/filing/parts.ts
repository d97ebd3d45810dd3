import type { Attachments } from '../../attachments/attachments.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { MailBecame } from '../../register/mail-in-tables.ts';
import type { ProcedureLibrary } from '../../register/procedure-library.ts';
import type { Register } from '../../register/register.ts';
import type { ReadMail } from '../reading/read-mail.ts';
import type { ArrivedMail } from './arrived-mail.ts';

/** What mails are filed with. */
export interface FilingParts {
  register: Register;
  library: ProcedureLibrary;
  attachments: Attachments;
  /** Told of each named point; tests of faults end the process there. */
  checkpoint?: ((point: string) => void) | undefined;
}

/** What became of a mail; nothing personal, for the log. */
export interface Filed {
  became: MailBecame | 'taken-before';
  suspicion?: Suspicion | undefined;
  reference?: string | undefined;
  intake?: number | undefined;
}

/** A mail that is being filed: read, and marked so that its firm takes it once. */
export interface Filing {
  arrived: ArrivedMail;
  mail: ReadMail;
  mark: Buffer;
  procedure: Procedure;
}

/** Why a mail may be no person's complaint, or may not be what it says; a code that the desk has words for. */
export type Suspicion =
  | 'auto-reply'
  | 'bounce'
  | 'mailing-list'
  | 'spam'
  | 'sender-not-checked'
  | 'no-sender'
  | 'empty'
  | 'malformed'
  | 'too-large'
  | 'unreadable';

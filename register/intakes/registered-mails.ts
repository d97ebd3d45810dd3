import type { Queries } from '../register.ts';
import type { IntakeMessage } from './intake-content.ts';
import { readIntakeText } from './texts.ts';

/** A mail that became a complaint. */
export interface RegisteredMail {
  /** When its files were added too. */
  keptAt: Date;
  /** Who it says that it is from; nobody has checked it. */
  from: string | undefined;
}

/** The mails of which staff made this complaint. @throws Erased */
export async function mailsRegisteredAs(queries: Queries, reference: string): Promise<RegisteredMail[]> {
  const rows = await queries
    .selectFrom('intake')
    .select(['id', 'kept_at'])
    .where('complaint', '=', reference)
    .where('source', '=', 'mail')
    .where('state', '=', 'registered')
    .orderBy('number')
    .execute();
  const mails: RegisteredMail[] = [];
  for (const { id, kept_at: keptAt } of rows) {
    const message = await readIntakeText<IntakeMessage | null>(queries, id, 'source');
    mails.push({ keptAt, from: message?.from?.address });
  }
  return mails;
}

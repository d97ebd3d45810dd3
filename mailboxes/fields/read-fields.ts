import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { IntakeFields } from '../../register/intakes/intake-content.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { ReadMail } from '../reading/read-mail.ts';
import { shortened, tidyLine } from '../reading/tidy-text.ts';
import { newPartFirst, partsOfText } from './history.ts';
import { languageOf } from './language.ts';
import { addressIn, claimNumberIn, phoneIn, policyNumberIn, shortLines } from './patterns.ts';

/** As long as the reason of a complaint may be. */
const mostReason = 20_000;

/** What can be read of a mail that may be a complaint, and the names of what could not. */
export function fieldsOfMail(
  mail: Pick<ReadMail, 'from' | 'subject' | 'date' | 'text'>,
  { procedure, receivedAt }: { procedure: Procedure; receivedAt: Instant },
): { fields: IntakeFields; unread: string[] } {
  const { fresh } = partsOfText(mail.text);
  // What is quoted of a letter of the firm has the firm's own numbers in it; a mail that was passed on has nothing else.
  const lines = shortLines(fresh === '' ? mail.text : fresh);
  const [sender] = mail.from.length === 1 ? mail.from : [];
  const language = languageOf(fresh === '' ? mail.text : fresh);
  const fields: IntakeFields = withoutGaps({
    sent: dayWritten(mail.date, procedure.firm.timeZone, receivedAt),
    language: procedure.firm.languages.find((one) => one === language),
    complainant: withoutGaps({
      name: sender?.name,
      email: sender?.address,
      phone: phoneIn(lines),
      address: addressIn(lines),
    }),
    matter: matterOf(mail.subject),
    reason: mail.text === '' ? undefined : shortened(newPartFirst(mail.text), mostReason),
    policyNumber: policyNumberIn(lines),
    claimNumber: claimNumberIn(lines),
  });
  return { fields, unread: looked.filter((name) => valueAt(fields, name) === undefined) };
}

/** What is looked for, or always has to be asked: the names of the registration's fields. */
const looked = [
  'sent',
  'language',
  'complainant.name',
  'complainant.salutation',
  'complainant.email',
  'complainant.phone',
  'complainant.address.lines',
  'complainant.status',
  'capacity',
  'matter',
  'reason',
  'policyNumber',
  'claimNumber',
  'stepsTaken',
  'answerReceived',
  'arguments',
  'solutionSought',
  'insurer',
];

function valueAt(fields: IntakeFields, path: string): unknown {
  return path.split('.').reduce<unknown>((within, name) => (within as Record<string, unknown> | undefined)?.[name], fields);
}

/** The day of the sender's clock, in the firm's zone; none later than the receipt, nor older than any mail that is still on its way. */
function dayWritten(date: Date | undefined, timeZone: string, receivedAt: Instant): string | undefined {
  if (date === undefined) return undefined;
  if (date.getTime() < receivedAt - longestOnItsWay) return undefined;
  const received = civilDateAt(receivedAt, timeZone);
  const written = civilDateAt(date.getTime(), timeZone);
  return written > received ? received : written;
}

/** Mail servers give up after a week at most: an older date is a wrong clock. In milliseconds. */
const longestOnItsWay = 14 * 86_400_000;

/** The subject without what mail programs and Doléance put before it. */
export function matterOf(subject: string): string | undefined {
  let matter = subject.trim();
  for (;;) {
    const shorter = matter
      .replace(/^(?:re|aw|antw|fw|fwd|tr|doorst|ré)\s{0,3}:\s{0,3}/i, '')
      .replace(/^[A-Z]{3}-\d{4}-\d{6,9}\s{0,3}[–-]\s{0,3}/, '');
    if (shorter === matter) break;
    matter = shorter;
  }
  const short = tidyLine(matter, 300);
  return short === '' ? undefined : short;
}

function withoutGaps<Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

import { randomUUID } from 'node:crypto';
import { IncompleteLetter } from '../letters/letter.ts';
import { composeMessage, type DkimKey, type Mailbox } from '../letters/mime.ts';
import { replyAddress } from '../letters/reply-address.ts';
import type { Delivery, MailTransport } from '../letters/smtp.ts';
import { isNeedless } from '../letters/writing/needless.ts';
import { letterSources } from '../letters/writing/sources.ts';
import { writeLetter } from '../letters/writing/write.ts';
import type { Classification } from '../procedures/classification.ts';
import type { RecourseDirectory } from '../procedures/recourse.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import { readComplaint } from '../register/complaints.ts';
import { recordLetterSent } from '../register/evidence.ts';
import {
  fallBackToPost,
  findLetter,
  giveUpLease,
  keepLetter,
  leaseLetter,
  readLetterContent,
  recordDataBegan,
  releaseLetter,
  supersedeLetter,
} from '../register/letters.ts';
import { readText } from '../register/personal-texts.ts';
import { openPrivatePage } from '../register/private-tokens.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import { replyMarkOf } from '../register/reply-marks.ts';
import type { LetterRow } from '../register/tables.ts';
import type { Recipient } from '../workflows/domain/letters.ts';
import type { LetterResult, LetterToSend } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { insistently, type Proving, withHeartbeat } from './attempts.ts';
import { coded, codedFailure } from './coded-failure.ts';
import { isHeldBack, refuseWhileHeld } from './held-mail.ts';

/** What sends letters. */
export interface LetterActivities {
  /** Writes a letter once and sends it; a repetition goes on where the last attempt ended. */
  sendLetter(letter: LetterToSend): Promise<LetterResult>;
}

export interface LetterDependencies {
  register: Register;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  /** Names the kind of contract in the copy of a complaint. */
  classification?: Classification | undefined;
  mail: MailTransport;
  /** Longer than any attempt can last, in seconds. */
  leaseSeconds: number;
  dkim?: DkimKey | undefined;
  /** Where letters of each firm ask to be answered, by procedure: a mailbox that takes tagged addresses. */
  replyAddresses?: ReadonlyMap<string, string> | undefined;
  /** Where staff reach the API and the desk. */
  publicUrl: string;
  checkpoint: (point: string) => void;
}

/** Makes the activities from what they work on. */
export function createLetterActivities(dependencies: LetterDependencies): LetterActivities {
  return {
    sendLetter: (letter) => coded(() => withHeartbeat((proving) => send(dependencies, letter, proving))),
  };
}

async function send(dependencies: LetterDependencies, letter: LetterToSend, proving: Proving): Promise<LetterResult> {
  const { register, library, checkpoint } = dependencies;
  const existing = await findLetter(register.database, letter);
  // The attempt before had the mail server's yes and could not write it down.
  if (existing?.state === 'sending' && proving.before?.sent === existing.id)
    return record(dependencies, existing, proving.before.sentAt);
  const ended = existing && (await settledAs(dependencies, existing));
  if (ended) return ended;
  if (await makesWay(dependencies, letter, existing)) return { state: 'superseded' };
  const procedure = await library.procedureOf(letter.reference);
  await refuseWhileHeld(register, procedure, letter.reference);
  checkpoint('letter-before-row');
  const row =
    existing && (await isStillGood(dependencies, existing, letter)) ? existing : await write(dependencies, letter, existing);
  checkpoint('letter-after-row');
  return (await settledAs(dependencies, row)) ?? attempt(dependencies, procedure, row, proving);
}

/** What an earlier attempt, the post or the answer has settled already. */
async function settledAs(
  { register }: LetterDependencies,
  { id, state, sent_at, reference }: LetterRow,
): Promise<LetterResult | undefined> {
  if (state === 'awaiting-post') return { state: 'awaiting-post', letter: id };
  if (state === 'superseded') return { state: 'superseded' };
  if (state !== 'sent' || !sent_at) return undefined;
  const complaint = await readComplaint(register.database, reference);
  if (!complaint) return undefined;
  return { state: 'sent', letter: id, sentAt: sent_at.getTime(), standing: { facts: complaint.facts, duties: complaint.duties } };
}

/** Only a letter that has certainly not left makes way. */
async function makesWay(
  { register }: LetterDependencies,
  letter: LetterToSend,
  existing: LetterRow | undefined,
): Promise<boolean> {
  if (existing?.data_began_at) return false;
  const complaint = await readComplaint(register.database, letter.reference);
  if (!complaint || !isNeedless(letter, complaint)) return false;
  return existing === undefined || supersedeLetter(register, existing);
}

/** A letter that certainly never left and bears a day that has passed is written anew, with today's date. */
async function isStillGood(dependencies: LetterDependencies, row: LetterRow, letter: LetterToSend): Promise<boolean> {
  if (row.data_began_at) return true;
  if (row.outdated) return false;
  return row.letter_date >= (await dayOf(dependencies, letter));
}

/** A letter bears workflow time's day, or the day of the attempt where that is later. */
async function dayOf({ library, register }: LetterDependencies, { reference, at }: LetterToSend): Promise<CivilDate> {
  const procedure = await library.procedureOf(reference);
  return civilDateAt(Math.max(at, register.clock()), procedure.firm.timeZone);
}

async function write(
  dependencies: LetterDependencies,
  letter: LetterToSend,
  existing: LetterRow | undefined,
): Promise<LetterRow> {
  const id = existing?.id ?? randomUUID();
  const { register, dkim } = dependencies;
  const sources = await letterSources(dependencies, letter);
  const { firm } = sources.procedure;
  const letterDate = await dayOf(dependencies, letter);
  const { recipient, language, to, rendered, promisedOn, edit } = completeLetter(letter, letterDate, sources);
  const composed =
    to.email === undefined
      ? undefined
      : await composeMessage({
          letterId: mailIdOf(id, existing),
          reference: letter.reference,
          domain: firm.email.split('@')[1] ?? 'localhost',
          from: { name: firm.name, address: firm.email },
          to: { name: to.name, address: to.email },
          replyTo: await whereToAnswer(dependencies, sources.procedure, letter.reference, recipient),
          rendered,
          language,
          date: new Date(register.clock()),
          dkim,
        });
  // Complaints from before private pages have theirs from their next letter on.
  await openPrivatePage(register.database, letter.reference);
  return keepLetter(register, letter, {
    id,
    recipient,
    language,
    way: composed ? 'e-mail' : 'post',
    letterDate,
    promisedOn,
    edit,
    content: { subject: rendered.subject, html: rendered.html, text: rendered.text, to, envelope: composed?.envelope },
    message: composed && { id: composed.messageId, bytes: composed.bytes },
  });
}

/** A letter that is written anew makes another mail: what is still said of one that came back is not said of this one. */
function mailIdOf(id: string, existing: LetterRow | undefined): string {
  return existing && existing.attempts > 0 ? `${id}-${existing.attempts}` : id;
}

/** An address of the firm's mailbox that says by itself which complaint an answer belongs to; staff answer at the desk. */
async function whereToAnswer(
  { register, replyAddresses }: LetterDependencies,
  { id, firm }: Procedure,
  reference: string,
  recipient: Recipient,
): Promise<Mailbox | undefined> {
  const address = replyAddresses?.get(id);
  if (address === undefined || recipient === 'staff') return undefined;
  const tagged = replyAddress(address, { reference, mark: await replyMarkOf(register.database, reference) });
  // Longer than mail servers take (RFC 5321, 4.5.3.1.1): answers are known by their headers alone.
  return tagged.indexOf('@') > 64 ? undefined : { name: firm.name, address: tagged };
}

/** A letter that lacks what its kind must have does not leave: the failure names the fields, and is tried again once they are there. */
function completeLetter(...[letter, letterDate, sources]: Parameters<typeof writeLetter>): ReturnType<typeof writeLetter> {
  try {
    return writeLetter(letter, letterDate, sources);
  } catch (fault) {
    if (fault instanceof IncompleteLetter) throw codedFailure(`letter-incomplete: ${fault.missing.join(', ')}`, 60_000);
    throw fault;
  }
}

/** One attempt under a lease: nobody else sends the letter meanwhile, and what the mail server said is recorded before it ends. */
async function attempt(
  dependencies: LetterDependencies,
  procedure: Procedure,
  row: LetterRow,
  { prove }: Proving,
): Promise<LetterResult> {
  const { register, mail, leaseSeconds, checkpoint } = dependencies;
  const lease = await leaseLetter(register, row, leaseSeconds);
  if (!lease.held) throw codedFailure('letter-held-by-another-attempt', lease.waitFor + 500);
  const { envelope } = await readLetterContent(register.database, row);
  if (!envelope || !row.mime) throw codedFailure('letter-without-message');
  const delivering = mail.deliver({
    envelope,
    bytes: await readText(register.database, row.mime),
    beforeData: async () => {
      checkpoint('letter-before-data');
      // It may have waited for a connection while somebody held the mail back.
      await refuseWhileHeld(register, procedure, row.reference);
      await recordDataBegan(register, row.id, lease.attempt);
    },
    afterData: async () => checkpoint('letter-between-data-and-answer'),
  });
  const delivery = await delivering.catch(async (fault: unknown) => {
    if (isHeldBack(fault)) await releaseLetter(register, { id: row.id, attempts: lease.attempt });
    throw fault;
  });
  if (delivery.outcome !== 'accepted') return conclude(dependencies, { ...row, attempts: lease.attempt }, delivery);
  const sentAt = register.clock();
  checkpoint('letter-after-answer');
  prove({ sent: row.id, sentAt });
  return record(dependencies, row, sentAt);
}

/** Writes the evidence down. */
async function record(
  { register, library, checkpoint }: LetterDependencies,
  row: LetterRow,
  sentAt: Instant,
): Promise<LetterResult> {
  const standing = await insistently(async () =>
    recordLetterSent(register, row.id, { sentAt, actor: 'doleance' }, await library.rulebookOf(row.reference)),
  );
  checkpoint('letter-after-evidence');
  // It may have come back before its sending was written down.
  const back = await findLetter(register.database, row);
  if (back?.state === 'awaiting-post') return { state: 'awaiting-post', letter: row.id };
  return { state: 'sent', letter: row.id, sentAt, standing };
}

type NotAccepted = Exclude<Delivery, { outcome: 'accepted' }>;

async function conclude({ register }: LetterDependencies, row: LetterRow, delivery: NotAccepted): Promise<LetterResult> {
  switch (delivery.outcome) {
    case 'refused':
      // A refusal of the sender or of the session is the firm's own trouble: the letter waits until it is mended.
      if (delivery.permanent && (delivery.step === 'recipient' || delivery.step === 'message')) {
        await fallBackToPost(register, row, delivery.code);
        return { state: 'awaiting-post', letter: row.id };
      }
      await releaseLetter(register, row, delivery.code);
      throw codedFailure(`mail-server-said-${delivery.code}`);
    case 'unreached':
      await releaseLetter(register, row);
      throw codedFailure('mail-server-not-reached');
    case 'uncertain':
      await giveUpLease(register, row);
      throw codedFailure('mail-server-did-not-answer');
  }
}

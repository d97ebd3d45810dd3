import type { RecourseBody, RecourseDirectory } from '../procedures/recourse.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { ComplaintContent, Insurer, MessageTexts } from '../register/complaint-content.ts';
import { type KnownComplaint, readComplaint, readContent } from '../register/complaints.ts';
import { readMessageTexts } from '../register/messages.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { partAnsweredBy, resultOf } from '../workflows/domain/parts.ts';
import type { LetterToSend } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { mediatorOf } from './letter-recourse.ts';

/** Everything that a letter is made from. */
export interface LetterSources {
  complaint: KnownComplaint;
  content: ComplaintContent;
  procedure: Procedure;
  directory: RecourseDirectory;
  /** What came with the message that occasions the letter. */
  texts: MessageTexts;
  /** The message that occasions the letter, where there is one. */
  message?: { body: Record<string, unknown>; acceptedOn: CivilDate } | undefined;
  /** The insurer that was named, and since when it is awaited. */
  insurer?: Insurer | undefined;
  insurerAwaitedSince?: CivilDate | undefined;
  mediator?: RecourseBody | undefined;
  /** The letters that have left, in order. */
  sentLetters: { kind: LetterKind; sentOn: CivilDate; promisedOn?: CivilDate | undefined }[];
  /** Where staff look the complaint up. */
  link: string;
}

/** Gathers what a letter is made from. */
export async function letterSources(
  {
    register,
    library,
    directory,
    publicUrl,
  }: { register: Register; library: ProcedureLibrary; directory: RecourseDirectory; publicUrl: string },
  letter: LetterToSend,
): Promise<LetterSources> {
  const complaint = await readComplaint(register.database, letter.reference);
  if (!complaint) throw new Error('There is no such complaint.');
  const procedure = await library.procedureOf(letter.reference);
  const dayOf = (at: Instant): CivilDate => civilDateAt(at, procedure.firm.timeZone);
  const message = messageOf(letter, complaint);
  const row = message === undefined ? undefined : await readMessageRow(register, message);
  const texts: MessageTexts = row ? await readMessageTexts(register.database, row.id) : {};
  const sentLetters = await lettersSent(register, letter.reference, dayOf);
  const awaitedSince = await insurerAwaitedSince(register, letter.reference);
  const namesItsInsurer = letter.duty === 'escalation-notice' && texts.insurer !== undefined;
  return {
    complaint,
    content: await readContent(register.database, letter.reference),
    procedure,
    directory,
    texts,
    message: row && { body: row.body, acceptedOn: dayOf(row.accepted_at.getTime()) },
    insurer: namesItsInsurer ? texts.insurer : await insurerOf(register, complaint),
    insurerAwaitedSince: awaitedSince === undefined ? undefined : dayOf(awaitedSince),
    mediator: mediatorOf({ directory, procedure }),
    sentLetters,
    link: `${publicUrl}/api/complaints/${letter.reference}`,
  };
}

/** The message that a letter comes from: the result, the naming of the insurer, staff's answer, or the duty's own occasion. */
function messageOf({ duty, occasion }: LetterToSend, { facts }: KnownComplaint): string | undefined {
  const part = partAnsweredBy(duty);
  if (part) return resultOf(facts, part)?.decision;
  if (duty === 'insurer-forwarding') return facts.insurerNamedBy;
  if (duty === 'interim-reply') return facts.interimReply?.decision;
  if (duty === 'enquiry-answer') return facts.enquiryAnswers[occasion];
  // A date for the answer about personal data bears that duty's name before the message's id.
  return occasion.replace(/^gdpr-response-/, '');
}

async function readMessageRow({ database }: Register, id: string) {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  return database.selectFrom('message').select(['id', 'body', 'accepted_at']).where('id', '=', id).executeTakeFirst();
}

async function insurerOf({ database }: Register, { facts }: KnownComplaint): Promise<Insurer | undefined> {
  return facts.insurerNamedBy === undefined ? undefined : (await readMessageTexts(database, facts.insurerNamedBy)).insurer;
}

async function lettersSent(
  { database }: Register,
  reference: string,
  dayOf: (at: Instant) => CivilDate,
): Promise<LetterSources['sentLetters']> {
  const rows = await database
    .selectFrom('letter')
    .select(['kind', 'sent_at', 'promised_on'])
    .where('reference', '=', reference)
    .where('state', '=', 'sent')
    .orderBy('sent_at')
    .orderBy('number')
    .execute();
  return rows.flatMap(({ kind, sent_at, promised_on }) =>
    sent_at === null ? [] : [{ kind, sentOn: dayOf(sent_at.getTime()), promisedOn: promised_on ?? undefined }],
  );
}

/** When the complaint went to the insurer, if it did and no reply has come since. */
async function insurerAwaitedSince({ database }: Register, reference: string): Promise<Instant | undefined> {
  const letter = await database
    .selectFrom('letter')
    .select('sent_at')
    .where('reference', '=', reference)
    .where('kind', 'in', ['forwarding', 'second-review-request'])
    .where('state', '=', 'sent')
    .orderBy('sent_at', 'desc')
    .executeTakeFirst();
  if (!letter?.sent_at) return undefined;
  const replies = await database
    .selectFrom('message')
    .select(['body'])
    .where('reference', '=', reference)
    .where('signal', '=', 'receive')
    .where('accepted_at', '>', letter.sent_at)
    .execute();
  return replies.some(({ body }) => body['what'] === 'insurer-reply') ? undefined : letter.sent_at.getTime();
}

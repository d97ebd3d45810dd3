import type { RecourseDirectory } from '../procedures/recourse.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { Insurer, MessageTexts } from '../register/complaint-content.ts';
import { type KnownComplaint, readComplaint, readContent } from '../register/complaints.ts';
import { readMessageTexts } from '../register/messages.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { LetterToSend } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { LetterSources } from './letter-fields.ts';

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
  const forwarded = await forwardedAt(register, letter.reference);
  return {
    complaint,
    content: await readContent(register.database, letter.reference),
    procedure,
    directory,
    texts,
    message: row && { body: row.body, acceptedOn: dayOf(row.accepted_at.getTime()) },
    insurer: letter.duty === 'escalation-notice' ? texts.insurer : await insurerOf(register, complaint),
    insurerAwaitedSince: forwarded === undefined ? undefined : dayOf(forwarded),
    link: `${publicUrl}/api/complaints/${letter.reference}`,
  };
}

/** The message that a letter comes from: the result, the naming of the insurer, staff's answer, or the duty's own occasion. */
function messageOf({ duty, occasion }: LetterToSend, { facts }: KnownComplaint): string | undefined {
  if (duty === 'final-response' || duty === 'gdpr-response') return facts.result?.decision;
  if (duty === 'insurer-forwarding') return facts.insurerNamedBy;
  if (duty === 'enquiry-answer') return facts.enquiryAnswers[occasion];
  return occasion;
}

async function readMessageRow({ database }: Register, id: string) {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  return database.selectFrom('message').select(['id', 'body', 'accepted_at']).where('id', '=', id).executeTakeFirst();
}

async function insurerOf({ database }: Register, { facts }: KnownComplaint): Promise<Insurer | undefined> {
  return facts.insurerNamedBy === undefined ? undefined : (await readMessageTexts(database, facts.insurerNamedBy)).insurer;
}

/** When the complaint went to the insurer, if it did and no reply has come since. */
async function forwardedAt({ database }: Register, reference: string): Promise<Instant | undefined> {
  const letter = await database
    .selectFrom('letter')
    .select('sent_at')
    .where('reference', '=', reference)
    .where('kind', '=', 'forwarding')
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

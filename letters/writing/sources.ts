import { sql } from 'kysely';
import type { Classification } from '../../procedures/classification.ts';
import type { RecourseBody, RecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { listAttachments } from '../../register/attachments.ts';
import type { ComplaintContent, Insurer, Language, MessageTexts } from '../../register/complaint-content.ts';
import { type KnownComplaint, readComplaint, readContent } from '../../register/complaints.ts';
import { readMessageTexts } from '../../register/message-texts.ts';
import { privateTokenOf } from '../../register/private-tokens.ts';
import type { ProcedureLibrary } from '../../register/procedure-library.ts';
import type { Register } from '../../register/register.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { partAnsweredBy, resultOf } from '../../workflows/domain/parts.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { mediatorOf } from './recourse.ts';

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
  /** Where the complainant does; nobody else is given its address. */
  privatePage: string;
  /** The kind of contract, by its names, for the copy of a complaint. */
  product?: Record<Language, string> | undefined;
  /** What the files are called that came with the complaint. */
  filesGiven: string[];
  /** Where the form and the pages are reached: `https://reclamations.example.org`. */
  publicUrl: string;
}

/** What a letter would be made from that is not in the register. */
export interface Foreseen {
  /** The complaint as it would stand. */
  complaint: KnownComplaint;
  message: { id: string; body: Record<string, unknown>; texts: MessageTexts; acceptedAt: Instant };
  /** The letters that would have left before this one. */
  sentLetters: LetterSources['sentLetters'];
}

/**
 * Gathers what a letter is made from.
 *
 * @param foreseen stands in for what the register does not have yet, for a letter that is only looked at
 */
export async function letterSources(
  {
    register,
    library,
    directory,
    publicUrl,
    classification,
  }: {
    register: Register;
    library: ProcedureLibrary;
    directory: RecourseDirectory;
    publicUrl: string;
    /** Without it the copy of a complaint does not name the kind of contract. */
    classification?: Classification | undefined;
  },
  letter: LetterToSend,
  foreseen?: Foreseen,
): Promise<LetterSources> {
  const complaint = foreseen?.complaint ?? (await readComplaint(register.database, letter.reference));
  if (!complaint) throw new Error('There is no such complaint.');
  const procedure = await library.version(complaint.facts.procedureVersion);
  const dayOf = (at: Instant): CivilDate => civilDateAt(at, procedure.firm.timeZone);
  const id = messageOf(letter, complaint) ?? (await acknowledgedBy(register, letter, complaint, foreseen));
  const message = id === undefined ? undefined : await knownMessage(register, id, foreseen);
  const texts = message?.texts ?? {};
  const namesItsInsurer = letter.duty === 'escalation-notice' && texts.insurer !== undefined;
  return {
    complaint,
    content: await contentOf(register, complaint, foreseen),
    procedure,
    directory,
    texts,
    message: message && { body: message.body, acceptedOn: dayOf(message.acceptedAt) },
    insurer: namesItsInsurer ? texts.insurer : await insurerOf(register, complaint, foreseen),
    insurerAwaitedSince: await awaitedSince(register, letter.reference, dayOf, foreseen),
    mediator: mediatorOf({ directory, procedure }),
    sentLetters: [...(await lettersSent(register, letter.reference, dayOf)), ...(foreseen?.sentLetters ?? [])],
    link: `${publicUrl}/desk/complaints/${letter.reference}`,
    privatePage: `${publicUrl}/c/${await privateTokenOf(register.database, letter.reference)}`,
    product: classification?.products.find(({ id }) => id === complaint.row.product)?.name,
    filesGiven: letter.kind === 'complaint-copy' ? await namesOfFiles(register, letter.reference) : [],
    publicUrl,
  };
}

async function namesOfFiles({ database }: Register, reference: string): Promise<string[]> {
  return (await listAttachments(database, reference)).map(({ name }) => name);
}

/** The message that a letter comes from: the result, the naming of the insurer, staff's answer, or the duty's own occasion. */
function messageOf({ duty, occasion }: LetterToSend, { facts }: KnownComplaint): string | undefined {
  const part = partAnsweredBy(duty);
  if (part) return resultOf(facts, part)?.decision;
  if (duty === 'insurer-forwarding') return facts.insurerNamedBy;
  if (duty === 'interim-reply') return facts.interimReply?.decision;
  if (duty === 'enquiry-answer') return facts.enquiryAnswers[occasion];
  if (duty === 'acknowledgement') return undefined;
  // A date for the answer about personal data bears that duty's name before the message's id.
  return occasion.replace(/^gdpr-response-/, '');
}

/** Staff who let the acknowledgement leave now may have worded it: the facts say that they did, and the register in which decision. */
async function acknowledgedBy(
  { database }: Register,
  { duty, reference }: LetterToSend,
  { facts }: KnownComplaint,
  foreseen: Foreseen | undefined,
): Promise<string | undefined> {
  if (duty !== 'acknowledgement' || !facts.acknowledgeNow) return undefined;
  if (foreseen?.message.body['decision'] === 'acknowledge-now') return foreseen.message.id;
  const row = await database
    .selectFrom('message')
    .select('id')
    .where('reference', '=', reference)
    .where('signal', '=', 'decide')
    .where('state', '=', 'applied')
    .where(sql<string>`body ->> 'decision'`, '=', 'acknowledge-now')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

async function knownMessage(
  { database }: Register,
  id: string,
  foreseen: Foreseen | undefined,
): Promise<Omit<Foreseen['message'], 'id'> | undefined> {
  if (id === foreseen?.message.id) return foreseen.message;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  const row = await database.selectFrom('message').select(['body', 'accepted_at']).where('id', '=', id).executeTakeFirst();
  return row && { body: row.body, acceptedAt: row.accepted_at.getTime(), texts: await readMessageTexts(database, id) };
}

/** The complaint's content; a preview of the very decision that names somebody has them from there. */
async function contentOf(
  { database }: Register,
  { facts }: KnownComplaint,
  foreseen: Foreseen | undefined,
): Promise<ComplaintContent> {
  const { representativeNamedBy, ...others } = facts;
  if (representativeNamedBy === undefined || representativeNamedBy !== foreseen?.message.id) return readContent(database, facts);
  return { ...(await readContent(database, others)), representative: foreseen.message.texts.representative };
}

async function insurerOf(
  register: Register,
  { facts }: KnownComplaint,
  foreseen: Foreseen | undefined,
): Promise<Insurer | undefined> {
  const { insurerNamedBy } = facts;
  return insurerNamedBy === undefined ? undefined : (await knownMessage(register, insurerNamedBy, foreseen))?.texts.insurer;
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

/** Since when the insurer is awaited: a request that would leave today is waited for from today on. */
async function awaitedSince(
  register: Register,
  reference: string,
  dayOf: (at: Instant) => CivilDate,
  foreseen: Foreseen | undefined,
): Promise<CivilDate | undefined> {
  const asked = foreseen?.sentLetters.findLast(({ kind }) => asksForReply.includes(kind));
  if (asked) return asked.sentOn;
  const since = await insurerAwaitedSince(register, reference);
  return since === undefined ? undefined : dayOf(since);
}

const asksForReply: LetterKind[] = ['forwarding', 'second-review-request'];

/** When the complaint went to the insurer, if it did and no reply has come since. */
async function insurerAwaitedSince({ database }: Register, reference: string): Promise<Instant | undefined> {
  const letter = await database
    .selectFrom('letter')
    .select('sent_at')
    .where('reference', '=', reference)
    .where('kind', 'in', asksForReply)
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

import { randomUUID } from 'node:crypto';
import { renderDigest } from '../letters/digest.ts';
import { composeMessage, type DkimKey } from '../letters/mime.ts';
import type { MailTransport } from '../letters/smtp.ts';
import { isWorkingDay } from '../procedures/counting.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import { actionsDue } from '../register/actions/list.ts';
import {
  findDigest,
  giveUpDigestLease,
  keepDigests,
  leaseDigest,
  overtakeDigest,
  recordDigestBegan,
  recordDigestSent,
  releaseDigest,
  unsentDigests,
  type WrittenDigest,
} from '../register/digests.ts';
import { intakesOfFirm } from '../register/intakes/course.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { DigestRow } from '../register/tables.ts';
import { unreadOfFirm } from '../register/unread.ts';
import {
  awaitedInsurers,
  dutiesUntil,
  heldComplaints,
  openComplaints,
  pendingApprovals,
  postTray,
  quarantinedFiles,
  queueMediationReminder,
} from '../register/watch.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { insistently, type Proving, withHeartbeat } from './attempts.ts';
import { coded, codedFailure } from './coded-failure.ts';
import { digestHorizon, digestsOf, type Watched } from './digest-contents.ts';
import { isHeldBack, refuseWhileHeld } from './held-mail.ts';
import { endingMediations, isToBeReminded } from './mediation-time.ts';

/** A firm's day: the procedure's id, and the day in the firm's zone. */
export interface DigestDay {
  procedure: string;
  day: CivilDate;
}

/** What the daily digest is made of; every one of them may be run twice. */
export interface DigestActivities {
  /** Today in the firm's zone; nothing on a day on which the firm does not work, or where it has no procedure any more. */
  findWorkingDay: (input: { procedure: string }) => Promise<CivilDate | null>;
  /** Has complainants reminded whose time with the mediator ends soon. @returns how many */
  remindOfMediation: (input: DigestDay) => Promise<number>;
  /** Writes and keeps the day's digests. @returns the ids of the staff whose digest has still to leave */
  writeDigests: (input: DigestDay) => Promise<string[]>;
  /** Sends a person's digest once; a repetition goes on where the last attempt ended. */
  sendDigest: (input: DigestDay & { person: string }) => Promise<DigestResult>;
}

/** `overtaken`: its day passed before a mail server took it, and the next digest says it all. */
export type DigestResult = 'sent' | 'overtaken';

export interface DigestDependencies {
  register: Register;
  library: ProcedureLibrary;
  mail: MailTransport;
  /** Longer than any attempt can last, in seconds. */
  leaseSeconds: number;
  dkim?: DkimKey | undefined;
  /** Where staff reach the desk. */
  publicUrl: string;
  checkpoint: (point: string) => void;
}

/** Makes the activities from what they work on. */
export function createDigestActivities(dependencies: DigestDependencies): DigestActivities {
  return {
    findWorkingDay: ({ procedure }) => coded(async () => findWorkingDay(dependencies, procedure)),
    remindOfMediation: (input) => coded(() => remindOfMediation(dependencies, input)),
    writeDigests: (input) => coded(() => writeDigests(dependencies, input)),
    sendDigest: (input) => coded(() => withHeartbeat((proving) => send(dependencies, input, proving))),
  };
}

function findWorkingDay({ library, register }: DigestDependencies, id: string): CivilDate | null {
  const procedure = library.inForce(id);
  if (!procedure) return null;
  const today = civilDateAt(register.clock(), procedure.firm.timeZone);
  return isWorkingDay(today, procedure.calendar.days) ? today : null;
}

async function remindOfMediation({ register, library }: DigestDependencies, { procedure: id, day }: DigestDay): Promise<number> {
  const procedure = inForce(library, id);
  const ending = await endingMediations(register.database, library, procedure, day);
  let reminded = 0;
  for (const { facts, time } of ending.filter(isToBeReminded)) {
    const queued = await queueMediationReminder(register, { reference: facts.reference, until: time.until });
    if (queued) reminded += 1;
  }
  return reminded;
}

async function writeDigests(dependencies: DigestDependencies, { procedure: id, day }: DigestDay): Promise<string[]> {
  const { register, library, publicUrl, checkpoint } = dependencies;
  const { database } = register;
  const procedure = inForce(library, id);
  const watched = await watchedOn(dependencies, procedure, day);
  const linkTo = (place: string) => (id: string) => `${publicUrl}/desk/${place}/${id}`;
  const mails = digestsOf(procedure, day, watched, linkTo('complaints'), linkTo('actions'), linkTo('intakes'));
  const written: WrittenDigest[] = [];
  for (const mail of mails) written.push(await compose(dependencies, procedure, mail));
  checkpoint('digest-before-rows');
  await keepDigests(register, written);
  checkpoint('digest-after-rows');
  return unsentDigests(database, { procedure: id, day });
}

/** What the register shows of a firm on a day, for its digest. */
export async function watchedOn(
  { register: { database }, library }: Pick<DigestDependencies, 'register' | 'library'>,
  procedure: Procedure,
  day: CivilDate,
): Promise<Watched> {
  const { id } = procedure;
  return {
    held: await heldComplaints(database, id),
    quarantined: await quarantinedFiles(database, id),
    unread: await unreadOfFirm(database, id),
    intakes: await intakesOfFirm(database, id),
    duties: await dutiesUntil(database, { procedure: id, until: digestHorizon(procedure, day) }),
    approvals: await pendingApprovals(database, id),
    open: await openComplaints(database, id),
    postTray: await postTray(database, id),
    insurers: await awaitedInsurers(database, id),
    mediator: await endingMediations(database, library, procedure, day),
    actions: await actionsDue(database, { firms: [id], staff: [] }, day),
  };
}

async function compose(
  { register, dkim }: DigestDependencies,
  procedure: Procedure,
  { person, digest }: ReturnType<typeof digestsOf>[number],
): Promise<WrittenDigest> {
  const { firm } = procedure;
  const language = firm.languages[0] ?? 'fr';
  const id = randomUUID();
  const { messageId, bytes, envelope } = await composeMessage({
    letterId: id,
    reference: `digest-${procedure.id}`,
    domain: firm.email.split('@')[1] ?? 'localhost',
    from: { name: firm.name, address: firm.email },
    to: { name: person.name, address: person.email },
    rendered: renderDigest(digest, language),
    language,
    date: new Date(register.clock()),
    dkim,
  });
  const message = { id: messageId, bytes, envelope };
  return { id, procedure: procedure.id, day: digest.day, person: person.id, language, message };
}

/** One attempt under a lease: nobody else sends the digest meanwhile, and what the mail server said is recorded before it ends. */
async function send(
  dependencies: DigestDependencies,
  input: DigestDay & { person: string },
  { before, prove }: Proving,
): Promise<DigestResult> {
  const { register, mail, leaseSeconds, checkpoint } = dependencies;
  const existing = await findDigest(register.database, input);
  // The attempt before had the mail server's yes and could not write it down.
  if (existing.state === 'sending' && before?.sent === existing.id) return recordSent(register, existing, before.sentAt);
  const ended = await resultOf(dependencies, existing);
  if (ended) return ended;
  await refuseWhileHeld(register, { id: input.procedure });
  const row = await leaseDigest(register, existing.id, leaseSeconds);
  if (!row) throw codedFailure('digest-held-by-another-attempt');
  const delivering = mail.deliver({
    envelope: { from: row.envelope_from, to: row.envelope_to },
    bytes: row.mime,
    beforeData: async () => {
      checkpoint('digest-before-data');
      await refuseWhileHeld(register, { id: input.procedure });
      await recordDigestBegan(register, row);
    },
    afterData: async () => checkpoint('digest-between-data-and-answer'),
  });
  const delivery = await delivering.catch(async (fault: unknown) => {
    if (isHeldBack(fault)) await releaseDigest(register, row);
    throw fault;
  });
  switch (delivery.outcome) {
    case 'accepted': {
      const sentAt = register.clock();
      checkpoint('digest-after-answer');
      prove({ sent: row.id, sentAt });
      return recordSent(register, row, sentAt);
    }
    // A mailbox that refuses for good stays in sight as well, until its day is over: somebody has to mend the procedure's file.
    case 'refused':
      await releaseDigest(register, row, delivery.code);
      throw codedFailure(`mail-server-said-${delivery.code}`);
    case 'unreached':
      await releaseDigest(register, row);
      throw codedFailure('mail-server-not-reached');
    case 'uncertain':
      await giveUpDigestLease(register, row);
      throw codedFailure('mail-server-did-not-answer');
  }
}

async function recordSent(register: Register, row: DigestRow, sentAt: Instant): Promise<DigestResult> {
  await insistently(() => recordDigestSent(register, row, sentAt));
  return 'sent';
}

/** What an earlier attempt, or the day's end, has settled already. */
async function resultOf({ register, library }: DigestDependencies, row: DigestRow): Promise<DigestResult | undefined> {
  if (row.state === 'sent' || row.state === 'overtaken') return row.state;
  const zone = library.inForce(row.procedure)?.firm.timeZone;
  const over = zone === undefined || civilDateAt(register.clock(), zone) > row.day;
  return over && (await overtakeDigest(register, row)) ? 'overtaken' : undefined;
}

function inForce(library: ProcedureLibrary, id: string): Procedure {
  const procedure = library.inForce(id);
  if (!procedure) throw codedFailure('procedure-not-in-force');
  return procedure;
}

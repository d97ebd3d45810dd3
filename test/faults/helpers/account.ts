import { type JournalLine, readJournal, verifyJournal } from '../../../register/journal.ts';
import { isOwnNotice } from '../../../register/messages.ts';
import { readText } from '../../../register/personal-texts.ts';
import type { Register } from '../../../register/register.ts';
import type { LetterRow, MessageRow } from '../../../register/tables.ts';

/** The same of one complaint. */
export interface ComplaintAccount {
  faults: string[];
  sent: string[];
  possiblyDuplicated: string[];
  breaches: string[];
}

/** What there is to show of all complaints of a register once everything has come to rest. */
export interface Account {
  /** What is not as it must be, a sentence each; empty when nothing was lost, doubled or left out. */
  faults: string[];
  /** The kinds of the letters sent, sorted, by reference. */
  sent: Record<string, string[]>;
  /** The kinds of the letters of which the journal says that there may be a second copy, by reference. */
  possiblyDuplicated: Record<string, string[]>;
  /** The breaches recorded, `duty/source` each, sorted, by reference. */
  breaches: Record<string, string[]>;
}

/**
 * Holds everything that was accepted against the register, its journal, and what the mail server has.
 *
 * @param accepted the ids of the accepted messages in their order, by reference
 * @param mails what the mail server has kept; mails of other registers among them are left out
 */
export async function accountOf(
  register: Register,
  accepted: ReadonlyMap<string, readonly string[]>,
  mails: readonly Buffer[],
): Promise<Account> {
  const copies = byMessageId(mails);
  const account: Account = { faults: [], sent: {}, possiblyDuplicated: {}, breaches: {} };
  for (const { reference } of await register.database
    .selectFrom('complaint')
    .select('reference')
    .orderBy('reference')
    .execute()) {
    const file = await readFile(register, reference);
    const faults = [
      ...messageFaults(file, accepted.get(reference) ?? []),
      ...(await letterFaults(register, file, copies)),
      ...breachFaults(file),
    ];
    account.faults.push(...faults.map((fault) => `${reference}: ${fault}`));
    account.sent[reference] = kinds(file.letters.filter(({ state }) => state === 'sent'));
    account.possiblyDuplicated[reference] = kinds(
      file.letters.filter(({ id }) => rowsOf(file, 'letter-possibly-duplicated', { letter: id }) > 0),
    );
    account.breaches[reference] = file.breaches;
  }
  const known = Object.keys(account.sent);
  account.faults.push(
    ...[...accepted.keys()]
      .filter((reference) => !known.includes(reference))
      .map((reference) => `${reference}: accepted, and lost`),
  );
  account.faults.push(
    ...known
      .filter((reference) => !reference.endsWith(String(placeAmong(known, reference)).padStart(6, '0')))
      .map((reference) => `${reference}: after a gap`),
  );
  account.faults.push(...(await verifyJournal(register)).map((fault) => `journal: ${JSON.stringify(fault)}`));
  return account;
}

/** The place of a reference among those of its firm and year, from one on; they are in order. */
function placeAmong(known: readonly string[], reference: string): number {
  const series = reference.slice(0, -6);
  return known.filter((other) => other.startsWith(series)).indexOf(reference) + 1;
}

interface ComplaintFile {
  messages: MessageRow[];
  letters: LetterRow[];
  breaches: string[];
  /** The last days of the limits that are broken, `duty/day` each: the manager is told once of a day. */
  brokenDays: string[];
  journal: JournalLine[];
}

async function readFile({ database }: Register, reference: string): Promise<ComplaintFile> {
  const breaches = await database
    .selectFrom('breach')
    .selectAll()
    .where('reference', '=', reference)
    .where('withdrawn_at', 'is', null)
    .execute();
  return {
    messages: await database.selectFrom('message').selectAll().where('reference', '=', reference).orderBy('position').execute(),
    letters: await database.selectFrom('letter').selectAll().where('reference', '=', reference).orderBy('number').execute(),
    breaches: breaches.map(({ duty, source }) => `${duty}/${source}`).sort(),
    brokenDays: [...new Set(breaches.map(({ duty, due_on }) => `${duty}/${due_on}`))].sort(),
    journal: await readJournal(database, reference),
  };
}

/** Each accepted message is there, delivered, settled once, journalled, and in the order of acceptance. */
function messageFaults(file: ComplaintFile, accepted: readonly string[]): string[] {
  const messages = file.messages.filter((message) => !isOwnNotice(message));
  const ids = messages.map(({ id }) => id);
  const settled = file.journal
    .filter(({ event }) => /-(applied|refused)$/.test(event))
    .map(({ detail }) => String(detail['message']));
  const faults = accepted.filter((id) => !ids.includes(id)).map((id) => `message ${id} was accepted, and lost`);
  if (file.messages.some(({ delivered_at }) => delivered_at === null)) faults.push('a message was never delivered');
  for (const { id, state, signal } of messages) {
    if (state === 'accepted') faults.push(`message ${id} was never settled`);
    if (file.journal.filter(({ event, detail }) => event.endsWith('-accepted') && detail['message'] === id).length !== 1)
      faults.push(`${signal} ${id} was not journalled once as accepted`);
  }
  if (String(settled) !== String(ids)) faults.push(`accepted ${ids.join(', ')}; settled ${settled.join(', ')}`);
  return faults;
}

/** Each letter is out, once, with the bytes that the register kept, and journalled; another copy only where the journal tells of it. */
async function letterFaults(register: Register, file: ComplaintFile, copies: ReadonlyMap<string, Buffer[]>): Promise<string[]> {
  const faults: string[] = [];
  for (const letter of file.letters) {
    const { id, kind, state } = letter;
    const arrived = copies.get(letter.message_id ?? '') ?? [];
    // Each copy after the first is told by a row of its own: on a busy machine an attempt can be left in doubt more than once.
    const most = state === 'sent' ? 1 + rowsOf(file, 'letter-possibly-duplicated', { letter: id }) : 0;
    if (state === 'queued' || state === 'sending') faults.push(`the letter ${kind} is still ${state}`);
    if (state === 'sent' && letter.way === 'e-mail' && arrived.length === 0)
      faults.push(`the letter ${kind} is said to be sent, and never arrived`);
    if (arrived.length > most) faults.push(`the letter ${kind} arrived ${arrived.length} times`);
    const evidence = letter.way === 'post' ? 'letter-posted' : 'letter-sent';
    if (rowsOf(file, evidence, { letter: id }) !== (state === 'sent' ? 1 : 0))
      faults.push(`the letter ${kind} is ${state}, and not journalled so`);
    if (rowsOf(file, 'letter-written', { letter: id }) + rowsOf(file, 'letter-awaits-post', { letter: id }) !== 1)
      faults.push(`the letter ${kind} was not journalled once as written`);
    const kept = letter.mime === null ? undefined : await readText(register.database, letter.mime);
    if (arrived.some((copy) => !kept?.equals(copy)))
      faults.push(`the letter ${kind} arrived with other bytes than the register's`);
  }
  return faults;
}

/** Each breach has its row in the journal, and each day of breaches one alert to the manager. */
function breachFaults({ breaches, brokenDays, journal, letters }: ComplaintFile): string[] {
  const rows = journal
    .filter(({ event }) => event === 'breach')
    .map(({ detail }) => `${String(detail['duty'])}/${String(detail['source'])}`);
  const alerts = letters
    .filter(({ kind }) => kind === 'breach-alert')
    .map(({ duty, occasion }) => `${duty}/${occasion.split('/')[1] ?? ''}`);
  return [
    ...(String(rows.sort()) === String(breaches) ? [] : [`breaches ${breaches.join(', ')}; journalled ${rows.join(', ')}`]),
    ...(String(alerts.sort()) === String(brokenDays)
      ? []
      : [`broken ${brokenDays.join(', ')}; told to the manager ${alerts.join(', ')}`]),
  ];
}

function rowsOf({ journal }: ComplaintFile, event: string, { letter }: { letter: string }): number {
  return journal.filter((line) => line.event === event && line.detail['letter'] === letter).length;
}

function kinds(letters: LetterRow[]): string[] {
  return letters.map(({ kind }) => kind).sort();
}

function byMessageId(mails: readonly Buffer[]): Map<string, Buffer[]> {
  const found = new Map<string, Buffer[]>();
  for (const mail of mails) {
    const id = /^Message-ID:\s*(<[^>]+>)/im.exec(mail.toString('latin1'))?.[1] ?? '';
    found.set(id, [...(found.get(id) ?? []), mail]);
  }
  return found;
}

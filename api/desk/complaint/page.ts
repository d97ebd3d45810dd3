import type { Request, Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { readProvenJournal } from '../../../register/journal.ts';
import { textsOfMessages } from '../../../register/message-texts.ts';
import type { OwedDuty } from '../../../register/my-day.ts';
import { type Note, notesOf } from '../../../register/notes.ts';
import { notePresence, presentIn } from '../../../register/presence.ts';
import type { LetterRow } from '../../../register/tables.ts';
import { type DutyStatus, sameDuty } from '../../../workflows/domain/duties.ts';
import { isOwed } from '../../../workflows/domain/owed.ts';
import { callerOf } from '../../access/caller.ts';
import { type ComplaintInFull, readInFull } from '../../complaints/complaint-in-full.ts';
import { type ComplaintInPath, complaintInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import { attachmentsPanel } from '../attachments/panel.ts';
import { classificationPanel } from '../classification/panel.ts';
import { languageOf, sendPage } from '../pages.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { postTray, toDo } from '../parts/to-do.ts';
import { domainWord } from '../words/domain.ts';
import { relativesPanel, unreadPanel } from './arrivals.ts';
import { decisionGroups, pathOfAct } from './decisions.ts';
import { factsOf } from './facts.ts';
import { journalSentences, namesOfActors } from './journal.ts';
import { messagesShown } from './messages.ts';
import { privatePagePanel } from './private-page.ts';
import { proposalOf } from './proposal.ts';
import { badgeOf, timeLine } from './time-line.ts';

/** What the page shows besides the complaint: the fault of a form on it, and what was typed. */
export interface Besides {
  status?: number;
  note?: { text: string; error: string };
}

/** Shows a complaint. */
export async function showComplaint(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  besides: Besides = {},
): Promise<void> {
  const known = await complaintInPath(dependencies, request, response);
  const { register } = dependencies;
  const complaint = await readInFull(register, known.reference, known.rulebook);
  if (!complaint) throw notFound('There is no complaint of this reference.');
  const { account } = callerOf(response);
  if (account) await notePresence(register.database, { reference: known.reference, account: account.id, now: complaint.now });
  const language = languageOf(request, response);
  sendPage(request, response, {
    page: 'complaint',
    title: known.reference,
    active: 'register',
    scripts: ['complaint.js'],
    ...(besides.status === undefined ? {} : { status: besides.status }),
    data: {
      ...(await pageData(dependencies, known, complaint, { request, response, language })),
      note: besides.note,
    },
  });
}

interface Asked {
  request: Request;
  response: Response;
  language: Language;
}

async function pageData(
  dependencies: ApiDependencies,
  { reference, procedure }: ComplaintInPath,
  complaint: ComplaintInFull,
  { request, response, language }: Asked,
): Promise<Record<string, unknown>> {
  const { database } = dependencies.register;
  const caller = callerOf(response);
  const texts = await textsOfMessages(database, reference);
  const notes = complaint.content ? await notesOf(database, reference) : [];
  const names = await namesOfActors(
    database,
    complaint.journal.map(({ actor }) => actor),
  );
  const telling = { language, procedure, names };
  const { facts, now } = complaint;
  const today = civilDateAt(now, procedure.firm.timeZone);
  const owed = owedOf(complaint);
  const todo = toDo(facts, owed, { today, language });
  const may = (capability: Parameters<typeof caller.may>[0]) => caller.may(capability, procedure.id);
  const groups = decisionGroups(
    { reference, procedure: procedure.id, situation: { facts }, allowed: complaint.allowed },
    caller,
    language,
  );
  const links = groups.flatMap(({ decisions }) => decisions);
  const linkOf = (act: string) => links.find((link) => link.act === act)?.href;
  const due = todo.toPost && may('post') ? { href: postTray } : links.find(({ act }) => act === todo.decision);
  // What is said of the act stands at its button; without one, at the duty.
  const primary = due
    ? { ...due, words: todo.words, note: todo.note }
    : links.find(({ act }) => act === 'resolve' || act === 'reopen');
  const [first] = owed;
  return {
    reference,
    base: `/desk/complaints/${reference}`,
    zone: procedure.firm.timeZone,
    firm: procedure.firm.name,
    name: complaint.content?.complainant.name,
    erased: complaint.content === undefined,
    stage: facts.stage,
    badge: first && badgeOf(first, { complaint, procedure, language, today }),
    duty: first && domainWord(language, 'duties', first.duty),
    handler: facts.caseHandler === undefined ? undefined : nameOfStaff(procedure, facts.caseHandler, language),
    mayAssign: may('assign') && complaint.allowed.includes('assign'),
    assign: pathOfAct(reference, 'assign'),
    dutyNote: due ? undefined : todo.note,
    primary,
    present: await present(dependencies, reference, caller.account?.id, now),
    unread: await unreadPanel(dependencies, { reference, ...complaint }, texts, telling, may('decide')),
    relatives: await relativesPanel(dependencies, response, complaint, language),
    underWay: messagesShown(complaint, texts, telling, queried(request, 'message')),
    proposal: proposalOf(complaint, texts, telling, caller),
    timeline: timeLine(complaint, procedure, language),
    letters: complaint.letters.map((letter) => letterLine(letter)),
    notes: notes.map((each) => noteLine(each)),
    ...journalData(complaint, telling, await hashesIfWanted(dependencies, reference, request)),
    ...factsOf(complaint, texts, procedure, language),
    limits: owed.map((duty) => ({
      duty: domainWord(language, 'duties', duty.duty),
      badge: badgeOf(duty, { complaint, procedure, language, today }),
    })),
    groups,
    mayDecide: may('decide'),
    askFor: linkOf('request-information'),
    completeFile: linkOf('complete-file'),
    attachments: await attachmentsPanel(dependencies, response, reference),
    classification: await classificationPanel(dependencies, response, { reference, procedure }, language),
    privatePage: await privatePagePanel(dependencies, complaint, { procedure, today, may: may('decide') }),
    workflow: workflowAt(dependencies, reference),
  };
}

function queried(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

function owedOf({ facts, duties, letters }: ComplaintInFull): OwedDuty[] {
  const waits = (duty: DutyStatus) => letters.some((letter) => letter.state === 'awaiting-post' && sameDuty(letter, duty));
  return duties
    .filter((duty) => isOwed(facts, duty))
    .toSorted((one, other) => one.dueAt - other.dueAt)
    .map((duty) => ({ ...duty, toPost: waits(duty) }));
}

async function present(
  { register }: ApiDependencies,
  reference: string,
  account: string | undefined,
  now: number,
): Promise<{ names: string; count: number } | undefined> {
  const names = (await presentIn(register.database, [reference], { account, now })).get(reference) ?? [];
  return names.length === 0 ? undefined : { names: names.join(', '), count: names.length };
}

function letterLine({
  id,
  kind,
  recipient,
  state,
  way,
  letter_date,
  sent_at,
  posted_on,
  edit,
  mime,
  registered_number,
  bounced_at,
}: LetterRow) {
  return {
    id,
    kind,
    recipient,
    state,
    way,
    day: letter_date,
    sentAt: posted_on === null ? sent_at : undefined,
    postedOn: posted_on,
    registeredNumber: registered_number,
    cameBack: bounced_at !== null,
    edited: edit === 'used',
    leftOut: edit === 'left-out',
    hasMail: mime !== null,
  };
}

function noteLine({ id, authorName, writtenAt, text }: Note) {
  return { id, authorName, writtenAt, paragraphs: text.split(/\n+/) };
}

type Hashes = ReadonlyMap<number, string> | undefined;

async function hashesIfWanted({ register }: ApiDependencies, reference: string, request: Request): Promise<Hashes> {
  if (request.query['hashes'] === undefined) return undefined;
  const lines = await readProvenJournal(register.database, reference, { after: 0, limit: 10_000 });
  return new Map(lines.map(({ number, hash }) => [number, hash.toString('hex')]));
}

function journalData({ journal }: ComplaintInFull, telling: Parameters<typeof journalSentences>[1], hashes: Hashes) {
  const sentences = journalSentences(journal, telling).toReversed();
  return {
    journal: sentences.map((line) => ({ ...line, hash: hashes?.get(line.number) })),
    showsHashes: hashes !== undefined,
  };
}

function workflowAt({ desk }: ApiDependencies, reference: string): string | undefined {
  if (desk.temporalUi === undefined) return undefined;
  return `${desk.temporalUi}/namespaces/${encodeURIComponent(desk.temporalNamespace ?? 'default')}/workflows/${encodeURIComponent(reference)}`;
}

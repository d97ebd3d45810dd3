import type { Request, Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { NoRoomLeft } from '../../../register/attachments.ts';
import { type DraftBecame, dropDraft, endDraft, holdDraft, makeDraft, readDraft } from '../../../register/drafts.ts';
import { Erased } from '../../../register/personal-texts.ts';
import type { Queries } from '../../../register/register.ts';
import {
  addWaitingFiles,
  holdFiles,
  listWaitingFiles,
  moveToComplaint,
  moveToIntake,
  type NewWaitingFile,
  removeWaitingFile,
  type WaitingFile,
} from '../../../register/waiting-files.ts';
import type { Instant } from '../../../workflows/domain/time.ts';
import { callerOf } from '../../access/caller.ts';
import { readWaitingUpload } from '../../attachments/upload.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { isId } from '../../requests/plain-values.ts';
import { isRefused, refusedLine, uploadFault } from '../attachments/refused.ts';
import { iconOfAttachment, sizeInWords } from '../attachments/words-of-files.ts';
import { requireOwnForm } from '../session.ts';

/** The files that came with a form just now: their bytes are kept, and belong to nothing yet. */
export interface SentFiles {
  taken: NewWaitingFile[];
  /** What is wrong with others of them, a sentence each. */
  faults: string[];
}

/** The files of a form of a new complaint: they wait with it, over every error and look ahead, until it is registered or kept. */
export interface EntryFiles {
  /** The form's id, by which its draft is named. */
  draft: string;
  waiting: WaitingFile[];
  faults: string[];
  /** The form was sent before, and became something: its files went there. */
  ended: boolean;
}

/** Reads the form, whose fields stand in `request.body` afterwards, with the files that it may have. @throws Problem 403 */
export async function readSentFiles(dependencies: ApiDependencies, request: Request, response: Response): Promise<SentFiles> {
  if (!request.is('multipart/form-data')) return { taken: [], faults: [] };
  const check = () => requireOwnForm(request, response);
  const sent = await read(dependencies, request, response, check);
  // Of a form without files the token has not been asked for yet.
  check();
  return sent;
}

async function read(dependencies: ApiDependencies, request: Request, response: Response, check: () => void): Promise<SentFiles> {
  const { attachments } = dependencies;
  try {
    const { taken, kept } = await readWaitingUpload(attachments, request, response, { check });
    return { taken: kept, faults: taken.filter(isRefused).map((one) => refusedLine(dependencies, request, response, one)) };
  } catch (fault) {
    return { taken: [], faults: [uploadFault(dependencies, request, response, fault)] };
  }
}

/**
 * Lets files that were sent wait with their form; the same file once, however often the form is sent.
 *
 * @param draft the form's id
 */
export async function keepWithForm(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { draft, sent, procedure, language }: { draft: string; sent: SentFiles; procedure: string; language: Language },
): Promise<EntryFiles> {
  const { attachments, register } = dependencies;
  const now = register.clock();
  const by = { actor: callerOf(response).actor, most: attachments.limits.complaintBytes };
  const entered = await register.database
    .transaction()
    .execute((queries) => addToForm(queries, { id: draft, procedure, language }, sent.taken, by, now))
    .catch((fault: unknown): 'no-room' | string[] => {
      if (fault instanceof NoRoomLeft) return 'no-room';
      // It was sent a second time, and became something while this one came.
      if (fault instanceof Erased) return [];
      throw fault;
    });
  const lost = sent.taken.filter(({ id }) => entered === 'no-room' || !entered.includes(id));
  await attachments.discard(lost);
  const full =
    entered === 'no-room'
      ? lost.map(({ name }) => refusedLine(dependencies, request, response, { name, refused: 'no-room' }))
      : [];
  const ended = (await readDraft(register.database, draft, now))?.became !== undefined;
  const waiting = await listWaitingFiles(register.database, { draft });
  return { draft, waiting, faults: [...sent.faults, ...full], ended };
}

/** @returns the ids of the files that are entered; none where the form was sent before @throws NoRoomLeft @throws Erased */
async function addToForm(
  queries: Queries,
  form: { id: string; procedure: string; language: string },
  files: readonly NewWaitingFile[],
  by: { actor: string; most: number },
  now: Instant,
): Promise<string[]> {
  if (files.length === 0) return [];
  const draft = form.id;
  await makeDraft(queries, form, now);
  // Held, so that whoever sends the same form at this moment waits, and finds what is there.
  const known = await holdDraft(queries, draft, now);
  if (known?.became) return [];
  if (!known || !(await isStillHeld(queries, draft))) {
    // Its day is over, and with it went what it had.
    await dropDraft(queries, draft);
    await makeDraft(queries, form, now);
    await holdFiles(queries, { draft });
  }
  const there = await listWaitingFiles(queries, { draft });
  const fresh = files.filter(({ name, sha256 }) => !there.some((one) => one.name === name && one.sha256 === sha256));
  await addWaitingFiles(queries, { draft }, fresh, by, now);
  return fresh.map(({ id }) => id);
}

async function isStillHeld(queries: Queries, draft: string): Promise<boolean> {
  return holdFiles(queries, { draft }).then(
    () => true,
    (fault: unknown) => {
      if (fault instanceof Erased) return false;
      throw fault;
    },
  );
}

/** Takes a file away again before the form is registered. */
export async function takeFromForm({ register }: ApiDependencies, draft: string, id: string): Promise<void> {
  if (isId(id)) await removeWaitingFile(register.database, { draft }, id);
}

/** Gives the files to what the form became, in the transaction that makes it: both are there, or neither. */
export function giveFiles({ register }: ApiDependencies, response: Response, { draft, waiting }: EntryFiles) {
  return async (queries: Queries, became: DraftBecame): Promise<void> => {
    if (waiting.length === 0) return;
    const now = register.clock();
    const { actor } = callerOf(response);
    // The draft first, as whoever adds to it does.
    await holdDraft(queries, draft, now);
    if ('complaint' in became) await moveToComplaint(queries, { draft }, became.complaint, { actor }, now);
    else await moveToIntake(queries, draft, became.intake);
    await endDraft(queries, draft, { became }, now);
  };
}

/** A file that waits, as the form shows it and says it again when it is sent. */
export function waitingLine({ id, name, type, size, scan, sha256 }: WaitingFile, language: Language) {
  return {
    id,
    name,
    size: sizeInWords(size, language),
    icon: scan === 'infected' ? 'shield-alert' : iconOfAttachment(type),
    infected: scan === 'infected',
    said: saidOf({ name, sha256 }),
  };
}

/** A file as the form says it: by its content and name. */
export function saidOf({ name, sha256 }: { name: string; sha256: string }): string {
  return `${sha256} ${name}`;
}

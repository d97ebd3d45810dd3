import type { Writable } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import type { AttachmentRefusal, Attachments, Room, Taken } from '../../attachments/attachments.ts';
import type { DraftBudget } from '../../register/draft-budget.ts';
import type { NewWaitingFile } from '../../register/waiting-files.ts';
import { Problem } from '../problems/problem.ts';
import { type PostedForm, postedForm, textOf } from '../public/posted-form.ts';

/** What came with a form. */
export interface SentForm extends PostedForm {
  /** Their bytes are kept; they are entered with the draft, or discarded. */
  files: NewWaitingFile[];
  refused: RefusedFile[];
  /** How many files were not looked at, since none was to be kept. */
  skipped: number;
  /** The budget that had no room for one of them. */
  full?: keyof DraftBudget | undefined;
}

/** A file that was not taken; `not-now`: the form itself had room for it. */
export interface RefusedFile {
  name: string;
  refused: AttachmentRefusal | 'not-now';
}

/** What the files of a form may still take. */
export interface FormRoom extends Room {
  /** The budget that leaves less than the form itself would have. */
  of?: keyof DraftBudget | undefined;
  /** It leaves nothing. */
  isFull?: boolean;
}

const filesField = 'files';
/** More than the form has; texts well beyond what may be sent are read all the same, so that they can be shown again. In bytes. */
const limits = { fields: 60, fieldSize: 120_000, fieldNameSize: 100, headerPairs: 50 };
/** All texts of a form together: no more of them is taken apart, whether it is over the rate or not. In bytes. */
const mostOfTexts = 400_000;

/** Fields come as bytes: which characters they are is found out below. */
const characters = { defCharset: 'latin1', defParamCharset: 'utf8' };

/**
 * Reads the form, with files or without; files one after the other as streams into the storage. A file that cannot be taken hinders nothing
 * else. Where the form breaks off, nothing of it is left.
 *
 * @param room what its files may still take; 'none' where no file is to be kept. A function is asked once, when the first file comes
 * @throws Problem 400 where it breaks off, 413 where its texts are longer than anything that can be read
 * @throws StorageFault
 */
export async function readSentForm(
  attachments: Attachments,
  request: Request,
  response: Response,
  room: RoomGiven,
): Promise<SentForm> {
  if (!request.is('multipart/form-data')) return { ...postedForm(request), files: [], refused: [], skipped: 0 };
  const taking = new Taking(attachments, room);
  const options: OptionsOfMulter = { ...characters, storage: taking, limits, streamHandler: feed };
  const read: RequestHandler = multer(options).array(filesField);
  try {
    await new Promise<void>((resolve, reject) => {
      void read(request, response, (fault?: unknown) =>
        fault === undefined ? resolve() : reject(fault instanceof Error ? fault : new Error('The form could not be read.')),
      );
    });
  } catch (fault) {
    await attachments.discard(taking.files);
    throw taking.fault ?? problemOf(fault);
  }
  const { files, refused, skipped, full } = taking;
  return { ...decoded((request.body ?? {}) as Record<string, unknown>), files, refused, skipped, full };
}

type RoomGiven = FormRoom | 'none' | (() => Promise<FormRoom | 'none'>);

/** With what its types do not know yet. */
type OptionsOfMulter = multer.Options & { defCharset: string; streamHandler: (request: Request, parser: Writable) => void };

/** Gives the form to whoever takes it apart, for as long as its texts stay within what is read. */
function feed(request: Request, parser: Writable): void {
  let texts = 0;
  parser.on('field', (_name: string, value: string) => {
    texts += value.length;
    if (texts <= mostOfTexts) return;
    request.unpipe(parser);
    parser.emit('error', new TooMuchText());
  });
  request.pipe(parser);
}

/** The texts are longer than all that anybody has to say. */
class TooMuchText extends Error {}

function decoded(body: Record<string, unknown>): PostedForm {
  const form: PostedForm = { fields: {}, foreign: false };
  for (const [name, value] of Object.entries(body)) {
    const last = [value].flat().at(-1);
    if (typeof last !== 'string') continue;
    // What is beyond a byte was decoded already: its part said in which characters it was.
    const { text, foreign } = /[^\u0000-\u00ff]/.test(last)
      ? { text: last, foreign: false }
      : textOf(Buffer.from(last, 'latin1'));
    form.fields[name] = text;
    form.foreign ||= foreign;
  }
  return form;
}

function problemOf(fault: unknown): Problem {
  const code = fault instanceof multer.MulterError ? fault.code : undefined;
  if (code === 'LIMIT_FIELD_VALUE' || fault instanceof TooMuchText)
    return new Problem(413, { detail: 'A text is longer than anything that can be read here.' });
  return new Problem(400, { detail: 'The form broke off, or is none.' });
}

/** Takes files as they come. */
class Taking implements multer.StorageEngine {
  readonly files: NewWaitingFile[] = [];
  readonly refused: RefusedFile[] = [];
  skipped = 0;
  full: keyof DraftBudget | undefined;
  /** What went wrong for a reason of ours. */
  fault: Error | undefined;
  readonly #attachments: Attachments;
  readonly #given: RoomGiven;
  #asked: Promise<FormRoom | 'none'> | undefined;

  constructor(attachments: Attachments, room: RoomGiven) {
    this.#attachments = attachments;
    this.#given = room;
  }

  #roomGiven(): Promise<FormRoom | 'none'> {
    this.#asked ??= typeof this.#given === 'function' ? this.#given() : Promise.resolve(this.#given);
    return this.#asked;
  }

  _handleFile(_request: Request, file: Express.Multer.File, done: (error?: unknown) => void): void {
    this.#take(file).then(
      () => {
        // What was refused before its end is read to its end, so that what follows comes.
        file.stream.resume();
        done();
      },
      (fault: unknown) => done(fault),
    );
  }

  _removeFile(_request: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    done(null);
  }

  async #take({ originalname: name, stream }: Express.Multer.File): Promise<void> {
    // A browser sends an empty part for a picker in which nothing was chosen.
    if (name === '') return;
    const room = await this.#roomGiven();
    if (room === 'none') {
      this.skipped += 1;
      return;
    }
    if (this.files.length >= this.#attachments.limits.files) {
      this.refused.push({ name, refused: 'too-many' });
      return;
    }
    // Not begun at all, so that nothing of it is ever in the storage.
    if (room.of !== undefined && room.isFull === true) {
      this.#noteFull(name, room.of);
      return;
    }
    const content = untilBrokenOff(stream.iterator({ destroyOnReturn: false }));
    try {
      this.#note(await this.#attachments.takeWaiting({ name, content }, room), room);
    } catch (fault) {
      if (!(fault instanceof BrokenOff)) this.fault ??= fault as Error;
      throw fault;
    }
  }

  #note(taken: Taken<NewWaitingFile>, { of }: FormRoom): void {
    if ('file' in taken) this.files.push(taken.file);
    else if (taken.refused === 'no-room' && of !== undefined) this.#noteFull(taken.name, of);
    else this.refused.push(taken);
  }

  #noteFull(name: string, of: keyof DraftBudget): void {
    this.full = of;
    this.refused.push({ name, refused: 'not-now' });
  }
}

/** The client went away, or what it sent is no form. */
class BrokenOff extends Error {}

async function* untilBrokenOff(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* content;
  } catch {
    throw new BrokenOff();
  }
}

import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import type { Attachments, GivenFile, Taken } from '../../attachments/attachments.ts';
import type { NewAttachment } from '../../register/attachments.ts';
import type { Holder, NewWaitingFile } from '../../register/waiting-files.ts';
import { FieldsProblem, filesField, tooManyFiles, unreadableUpload, uploadNotMultipart } from './refusals.ts';

/** What was sent with a form of files: what became of each, in the order in which they came. */
export interface Upload<File extends NewAttachment = NewAttachment> {
  taken: Taken<File>[];
  kept: File[];
}

/** What stands beside the files of a form: few short fields, or those of a whole complaint. */
const usualFields = { fields: 20, fieldSize: 20_000 };
const fieldsOfComplaint = { fields: 200, fieldSize: 200_000 };

/**
 * Reads a form with files, each as a stream into the storage; its other fields stand in `request.body`. Where anything goes wrong,
 * nothing of it is left.
 *
 * @param asked.check looks at the fields that stand before the first file, and throws where the form is not to be read
 * @throws Problem 415 where it is no such form, 400 where it breaks off, 422 where it has too many files
 * @throws StorageFault @throws Erased
 */
export async function readUpload(
  attachments: Attachments,
  request: Request,
  response: Response,
  { reference, check = () => undefined }: { reference: string; check?: () => void },
): Promise<Upload> {
  const take = async () => {
    const room = await attachments.roomOf(reference);
    return (given: GivenFile) => attachments.take(reference, given, room);
  };
  return readForm(attachments, request, response, { take, check, fields: usualFields });
}

/**
 * The same for files that belong to no complaint yet, each under a key of its own.
 *
 * @param asked.holder whose room they take; left out, a new one's
 * @throws Problem 415 where it is no such form, 400 where it breaks off, 422 where it has too many files
 * @throws StorageFault
 */
export async function readWaitingUpload(
  attachments: Attachments,
  request: Request,
  response: Response,
  { holder, check = () => undefined }: { holder?: Holder | undefined; check?: () => void } = {},
): Promise<Upload<NewWaitingFile>> {
  const take = async () => {
    const room = holder === undefined ? attachments.roomOfNew() : await attachments.roomOfWaiting(holder);
    return (given: GivenFile) => attachments.takeWaiting(given, room);
  };
  return readForm(attachments, request, response, { take, check, fields: fieldsOfComplaint });
}

type Take<File extends NewAttachment> = (given: GivenFile) => Promise<Taken<File>>;

async function readForm<File extends NewAttachment>(
  attachments: Attachments,
  request: Request,
  response: Response,
  { take, check, fields }: { take: () => Promise<Take<File>>; check: () => void; fields: typeof usualFields },
): Promise<Upload<File>> {
  if (!request.is('multipart/form-data')) throw uploadNotMultipart();
  const taking = new Taking(attachments, await take(), check);
  const read: RequestHandler = multer({
    storage: taking,
    defParamCharset: 'utf8',
    limits: { files: attachments.limits.files, ...fields, fieldNameSize: 100, headerPairs: 50 },
  }).array(filesField);
  try {
    await new Promise<void>((resolve, reject) => {
      void read(request, response, (fault?: unknown) =>
        fault === undefined ? resolve() : reject(fault instanceof Error ? fault : new Error('The upload failed.')),
      );
    });
  } catch (fault) {
    throw taking.fault ?? problemOfMulter(fault, attachments);
  }
  const taken = ((request.files ?? []) as unknown as { taken: Taken<File> }[]).map((file) => file.taken);
  return { taken, kept: taken.flatMap((one) => ('file' in one ? [one.file] : [])) };
}

function problemOfMulter(fault: unknown, { limits }: Attachments): Error {
  const code = fault instanceof multer.MulterError ? fault.code : undefined;
  if (code === 'LIMIT_FILE_COUNT') return tooManyFiles(limits);
  if (code !== undefined)
    return new FieldsProblem([
      { path: filesField, code: 'not-allowed', message: 'files are sent in this field, and little else beside them' },
    ]);
  return unreadableUpload();
}

interface TakenFile {
  taken: Taken;
}

/** Takes files as they come. What is thrown for a reason of ours is kept, to be told from what is wrong with the request. */
class Taking implements multer.StorageEngine {
  fault: Error | undefined;
  readonly #attachments: Attachments;
  readonly #takeOne: Take<NewAttachment>;
  readonly #check: () => void;

  constructor(attachments: Attachments, takeOne: Take<NewAttachment>, check: () => void) {
    this.#attachments = attachments;
    this.#takeOne = takeOne;
    this.#check = check;
  }

  _handleFile(
    _request: Request,
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<Express.Multer.File>) => void,
  ): void {
    this.#take(file).then(
      (taken) => {
        // What was refused before its end is read to its end, so that the next file comes.
        file.stream.resume();
        done(null, { taken } satisfies TakenFile as unknown as Partial<Express.Multer.File>);
      },
      (fault: unknown) => done(fault),
    );
  }

  _removeFile(_request: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    const { taken } = file as unknown as TakenFile;
    void this.#attachments.discard('file' in taken ? [taken.file] : []).then(() => done(null));
  }

  async #take({ originalname, stream }: Express.Multer.File): Promise<Taken> {
    const content = untilBrokenOff(stream.iterator({ destroyOnReturn: false }));
    try {
      this.#check();
      return await this.#takeOne({ name: originalname, content });
    } catch (fault) {
      if (!(fault instanceof BrokenOff)) this.fault ??= fault as Error;
      throw fault;
    }
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

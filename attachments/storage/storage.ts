/** A file in storage: its name is the SHA-256 of its bytes, in hexadecimal. */
export interface StoredFile {
  name: string;
  /** Bytes, encrypted as they are. */
  size: number;
  /** When it was kept, by the storage's clock. */
  keptAt: Date;
}

/**
 * Where encrypted files are kept, under names that follow from their bytes. A name that is there stands for a whole file: what was not
 * written to its end never gets one.
 */
export interface Storage {
  /**
   * Keeps bytes durably; where it fails, or the bytes do, nothing is kept.
   *
   * @throws StorageFault, or what the bytes threw
   */
  write(bytes: AsyncIterable<Uint8Array>): Promise<{ name: string; size: number }>;
  /** A file's bytes; nothing is opened before they are asked for. They throw FileMissing, and StorageFault, also in the middle. */
  read(name: string): AsyncIterable<Uint8Array>;
  /** Removes a file; one that is not there is no fault. @throws StorageFault */
  remove(name: string): Promise<void>;
  /** Every file, in the order of names. @throws StorageFault */
  list(): AsyncIterable<StoredFile>;
  /** Removes what was begun before a moment and never finished. @returns how many @throws StorageFault */
  removeUnfinished(before: Date): Promise<number>;
}

/** The storage has no file of this name. */
export class FileMissing extends Error {
  constructor() {
    super('The storage has no file of this name.');
    this.name = 'FileMissing';
  }
}

/** The storage cannot be used: away, full, or closed to us. */
export class StorageFault extends Error {
  /** The system's or the service's word for it: `ENOSPC`, `AccessDenied`. */
  readonly code: string;
  constructor(cause: unknown) {
    const code = codeOf(cause);
    super(`The storage of attachments cannot be used (${code}).`, { cause });
    this.name = 'StorageFault';
    this.code = code;
  }
}

const nameForm = /^[0-9a-f]{64}$/;

/** Whether a text can be the name of a stored file. */
export function isStoredName(text: string): boolean {
  return nameForm.test(text);
}

/** Guards against a name that leads elsewhere. @throws Error */
export function checkStoredName(name: string): string {
  if (!isStoredName(name)) throw new Error('This is no name of a stored file.');
  return name;
}

function codeOf(cause: unknown): string {
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}

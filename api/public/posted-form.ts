import express, { type Request, type RequestHandler } from 'express';

/** What was typed: of several fields of one name the last. */
export type Fields = Record<string, string>;

/** A form as it came. */
export interface PostedForm {
  fields: Fields;
  /** True where its characters were not sent as UTF-8: accents may have come out wrong, and are to be looked at. */
  foreign: boolean;
}

/** The most that a form without files may have; far more than anybody writes. */
const formLimit = '1mb';
const most = 500;

const urlencoded = 'application/x-www-form-urlencoded';
const readBytes = express.raw({ type: urlencoded, limit: formLimit });

/** Reads a form without files; one with files is read by whoever takes the files. */
export const readPlainForm: RequestHandler = (request, response, next) => {
  readBytes(request, response, (fault?: unknown) => {
    if (fault !== undefined) return next(fault);
    if (Buffer.isBuffer(request.body)) setForm(request, formIn(request.body.toString('latin1'), charsetOf(request)));
    next();
  });
};

/** The form that was posted; without one, empty. */
export function postedForm(request: Request): PostedForm {
  return (request as Request & { postedForm?: PostedForm }).postedForm ?? { fields: {}, foreign: false };
}

/** Notes the form that was read. */
function setForm(request: Request, form: PostedForm): void {
  Object.assign(request, { postedForm: form });
}

/** A field's bytes as text: UTF-8, or else what older Windows programs write, which every byte can be read as. */
export function textOf(bytes: Buffer, charset?: string): { text: string; foreign: boolean } {
  const foreign = charset !== undefined && !/^utf-?8$/i.test(charset);
  if (foreign && /^(iso-8859-1|windows-1252|us-ascii)$/i.test(charset)) return { text: windows1252(bytes), foreign };
  try {
    return { text: new TextDecoder(foreign ? charset : 'utf-8', { fatal: true }).decode(bytes), foreign };
  } catch {
    return { text: windows1252(bytes), foreign: true };
  }
}

/** Where it differs from ISO 8859-1: 0x80 to 0x9f. Node's own decoder takes them for control characters. */
const windowsOwn = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (own) => windowsOwn[own.charCodeAt(0) - 0x80] ?? own);
}

function formIn(body: string, charset: string | undefined): PostedForm {
  const form: PostedForm = { fields: {}, foreign: false };
  for (const pair of body.split('&').slice(0, most)) {
    const [name = '', ...value] = pair.split('=');
    if (name === '') continue;
    const { text, foreign } = textOf(bytesOf(value.join('=')), charset);
    form.fields[textOf(bytesOf(name)).text] = text;
    form.foreign ||= foreign;
  }
  return form;
}

function bytesOf(encoded: string): Buffer {
  const plain = encoded
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function charsetOf(request: Request): string | undefined {
  return /charset="?([\w.:-]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1];
}

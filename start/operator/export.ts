import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ExportedComplaint, type ExportFilter, exportComplaints } from '../../register/export.ts';
import { cellsOf, csvLine, registerColumns } from '../../register/export-columns.ts';
import { registerLines } from '../../register/register-lines.ts';
import { everything } from '../../register/viewer.ts';
import {
  BadCall,
  dayFlag,
  type Given,
  noWords,
  type OperatorCommand,
  type OperatorPlace,
  procedureFlag,
  textFlag,
} from './command.ts';

/** Writes the register out, complete. */
export const exportRegister: OperatorCommand = {
  usage: 'export [--procedure ID] [--from DAY] [--to DAY] [--format csv|jsonl] [--personal] [--out FILE]',
  about: 'writes the register: a row a complaint (csv), or everything of each (jsonl); without personal data unless asked',
  options: {
    procedure: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    personal: { type: 'boolean' },
    out: { type: 'string' },
  },
  run: async (place, given) => {
    noWords(given);
    const { file, ...wanted } = read(place, given);
    const told = { count: 0 };
    const text = Readable.from(textOf(place, wanted, told));
    await (file === undefined ? pipeline(text, place.out, { end: false }) : writeFile(file, text));
    const { count } = told;
    place.tell(`${count} ${count === 1 ? 'complaint' : 'complaints'} exported${file === undefined ? '' : ` to ${file}`}.`);
    return 0;
  },
};

interface Wanted {
  filter: ExportFilter;
  asCsv: boolean;
  personal: boolean;
}

/** @throws BadCall */
function read(place: OperatorPlace, given: Given): Wanted & { file: string | undefined } {
  const file = textFlag(given, 'out');
  if (file === '') throw new BadCall("--out is ''; allowed: the name of a file");
  return {
    filter: { procedure: procedureFlag(place, given), from: dayFlag(given, 'from'), to: dayFlag(given, 'to') },
    asCsv: isCsv(given),
    personal: given.flags['personal'] === true,
    file,
  };
}

/** The file is there whole, or not at all; only its owner may read it. @throws BadCall where it cannot be written */
async function writeFile(file: string, text: Readable): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    await pipeline(text, createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }));
    await rename(unfinished, file);
  } catch (fault) {
    text.destroy();
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw isFileFault(fault) ? new BadCall(`${file} cannot be written (${fault.message})`) : fault;
  }
}

/** What is wrong with a folder or a disk, in the words of the operating system; a connection that broke is something else. */
const fileFaults = ['EACCES', 'EDQUOT', 'EEXIST', 'EFBIG', 'EIO', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOENT', 'ENOSPC'].concat([
  'ENOTDIR',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
  'ERR_FS_EISDIR',
]);

function isFileFault(fault: unknown): fault is Error {
  return fault instanceof Error && 'code' in fault && fileFaults.includes(String(fault.code));
}

function textOf(place: OperatorPlace, wanted: Wanted, told: { count: number }): AsyncGenerator<string> {
  return wanted.asCsv ? csvOf(place, wanted, told) : jsonLinesOf(place, wanted, told);
}

/** The columns of the desk's exports, with the codes of the register. */
async function* csvOf(
  { register, library }: OperatorPlace,
  { filter: { procedure, from, to }, personal }: Wanted,
  told: { count: number },
): AsyncGenerator<string> {
  // Spreadsheets take a file without this mark for one without accents.
  yield `\uFEFF${csvLine(registerColumns({ personal }).map(({ name }) => name))}`;
  const filter = { procedure: procedure === undefined ? undefined : [procedure], receivedFrom: from, receivedTo: to };
  const wanted = { filter, personal, viewer: everything, now: register.clock() };
  for await (const lines of registerLines(register, wanted)) {
    for (const line of lines) yield csvLine(cellsOf(line, await library.version(line.row.procedure_version), { personal }));
    told.count += lines.length;
  }
}

async function* jsonLinesOf(
  { register }: OperatorPlace,
  { filter, personal }: Wanted,
  told: { count: number },
): AsyncGenerator<string> {
  for await (const complaint of exportComplaints(register, filter, { personal })) {
    yield `${JSON.stringify(jsonOf(complaint))}\n`;
    told.count += 1;
  }
}

function isCsv(given: Given): boolean {
  const format = textFlag(given, 'format') ?? 'csv';
  if (format !== 'csv' && format !== 'jsonl') throw new BadCall(`--format is '${format}'; allowed: csv, jsonl`);
  return format === 'csv';
}

function jsonOf({ row, duties, letters, breaches, ...rest }: ExportedComplaint): Record<string, unknown> {
  return {
    ...namedAsInJson(row),
    ...rest,
    duties: duties.map(namedAsInJson),
    letters: letters.map(namedAsInJson),
    breaches: breaches.map(namedAsInJson),
  };
}

/** A row of the register with its columns named as everything else in JSON is: `due_on` is `dueOn`. */
function namedAsInJson(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/_(\w)/g, (_mark, letter: string) => letter.toUpperCase()), value]),
  );
}

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type ExportedComplaint, exportComplaints } from '../../register/export.ts';
import { cellsOf, columnNames, csvLine } from '../../register/export-columns.ts';
import {
  BadCall,
  dayFlag,
  type Given,
  noWords,
  type OperatorCommand,
  type OperatorPlace,
  procedureGiven,
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
    const file = textFlag(given, 'out');
    const count = file === undefined ? await write(place.out, place, given) : await writeFile(file, place, given);
    place.tell(`${count} ${count === 1 ? 'complaint' : 'complaints'} exported${file === undefined ? '' : ` to ${file}`}.`);
    return 0;
  },
};

/** The file is there whole, or not at all. */
async function writeFile(file: string, place: OperatorPlace, given: Given): Promise<number> {
  const unfinished = `${file}.unfinished`;
  const stream = createWriteStream(unfinished, { mode: 0o600 });
  const count = await write(stream, place, given);
  stream.end();
  await finished(stream);
  await rename(unfinished, file);
  return count;
}

async function write(stream: NodeJS.WritableStream, place: OperatorPlace, given: Given): Promise<number> {
  const { register, library } = place;
  const personal = given.flags['personal'] === true;
  const procedure = textFlag(given, 'procedure') && procedureGiven(place, textFlag(given, 'procedure'));
  const filter = { procedure, from: dayFlag(given, 'from'), to: dayFlag(given, 'to') };
  const asCsv = isCsv(given);
  let count = 0;
  const put = async (text: string) => void (stream.write(text) || (await once(stream, 'drain')));
  // Spreadsheets take a file without this mark for one without accents.
  if (asCsv) await put(`\uFEFF${csvLine(columnNames({ personal }))}`);
  for await (const complaint of exportComplaints(register, filter, { personal })) {
    const { timeZone } = (await library.version(complaint.row.procedure_version)).firm;
    await put(asCsv ? csvLine(cellsOf(complaint, timeZone, { personal })) : `${JSON.stringify(jsonOf(complaint))}\n`);
    count += 1;
  }
  return count;
}

function isCsv(given: Given): boolean {
  const format = textFlag(given, 'format') ?? 'csv';
  if (format !== 'csv' && format !== 'jsonl') throw new BadCall(`--format is '${format}'; allowed: csv, jsonl`);
  return format === 'csv';
}

function jsonOf({ row, ...rest }: ExportedComplaint): Record<string, unknown> {
  return { ...row, ...rest };
}

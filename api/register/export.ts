import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Language } from '../../letters/letter.ts';
import { zoneOfFirms } from '../../procedures/zone-of-firms.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { type Cell, type ColumnWords, cellsOf, csvLine, registerColumns, separatorFor } from '../../register/export-columns.ts';
import { beginExport, endExport } from '../../register/export-log.ts';
import { countComplaints } from '../../register/queries.ts';
import { registerLines } from '../../register/register-lines.ts';
import type { Viewer } from '../../register/viewer.ts';
import { callerOf, notAllowed } from '../access/caller.ts';
import { viewerWith } from '../access/viewer-with.ts';
import { filterOf } from '../complaints/filter.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { message } from '../desk/words/words.ts';
import { tellFault } from '../problems/error-handler.ts';
import { Problem } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';
import { several } from '../requests/pages.ts';
import type { FilterQuery } from '../schemas/list.ts';
import { columnWords } from './column-words.ts';
import { mostRows, workbook } from './xlsx.ts';

export type ExportFormat = 'csv' | 'xlsx';

/** What is exported, and how. */
export interface ExportWanted {
  format: ExportFormat;
  query: FilterQuery;
  /** With the columns that name people. */
  personal: boolean;
  /** Left out, headings are names and values codes, as the API has them. */
  language?: Language | undefined;
}

const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Sends the register of those firms whose complaints the caller may read and export, a batch at a time; who took what is on record before the first
 * row leaves.
 *
 * @throws Problem 403 where they may read and export for no firm
 * @throws Problem 422 where there are more complaints than a sheet has rows
 */
export async function sendRegister(dependencies: ApiDependencies, response: Response, wanted: ExportWanted): Promise<void> {
  const { register } = dependencies;
  const { format, language } = wanted;
  const caller = callerOf(response);
  const viewer = viewerWith(caller, 'export');
  if (viewer.firms !== 'all' && viewer.firms.length === 0) throw notAllowed();
  if (format === 'xlsx') await requireRoom(dependencies, viewer, wanted);
  const words = language && (await columnWords(dependencies, language));
  const isAsked = response.req.method !== 'HEAD';
  const id = isAsked ? await beginExport(register, begun(caller.actor, viewer, wanted)) : '';
  response.status(200).set({
    'Content-Type': types[format],
    'Content-Disposition': `attachment; filename="${fileName(dependencies, viewer, wanted)}"`,
    'Cache-Control': 'no-store',
  });
  if (!isAsked) return void response.end();
  const told = { count: 0 };
  const rows = batchesOf(dependencies, viewer, wanted, words, told);
  try {
    await pipeline(format === 'csv' ? csv(wanted, rows) : sheet(wanted, rows), response, { end: false });
  } catch (fault) {
    return brokenOff(dependencies, response, fault);
  }
  await endExport(register, id, told.count);
  response.end();
}

/** Whoever goes away in the middle ends the reading too, and the record has no end; anything else is a fault, and the file broken off. */
function brokenOff({ log }: ApiDependencies, response: Response, fault: unknown): void {
  const left = fault instanceof Error && 'code' in fault && fault.code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (!left) tellFault(log, response, new Problem(500), fault);
  response.destroy();
}

async function requireRoom({ register }: ApiDependencies, viewer: Viewer, { query }: ExportWanted): Promise<void> {
  const count = await countComplaints(register.database, filterOf(query), { viewer, now: register.clock() });
  if (count > mostRows)
    throw invalidFields([
      {
        path: 'format',
        code: 'too-many',
        message: `a sheet has ${mostRows} rows, and these are ${count}: narrow them or take CSV`,
      },
    ]);
}

function begun(actor: string, { account, firms }: Viewer, { format, personal, query }: ExportWanted) {
  const { text, ...filter } = query;
  return {
    actor,
    account,
    format,
    personal,
    firms,
    filter: { ...filter, ...(text === undefined ? {} : { searched: true }) },
  };
}

async function* batchesOf(
  { register, library }: ApiDependencies,
  viewer: Viewer,
  { query, personal }: ExportWanted,
  words: ColumnWords | undefined,
  told: { count: number },
): AsyncGenerator<Cell[][]> {
  const wanted = { filter: filterOf(query), personal, viewer, now: register.clock() };
  for await (const lines of registerLines(register, wanted)) {
    const rows: Cell[][] = [];
    for (const line of lines)
      rows.push(
        cellsOf(line, await library.version(line.row.procedure_version), { personal, ...(words === undefined ? {} : { words }) }),
      );
    told.count += rows.length;
    yield rows;
  }
}

function headingsOf({ personal, language }: ExportWanted) {
  return registerColumns({ personal }).map((column) => ({
    ...column,
    heading: language === undefined ? column.name : message(language, `columns.${column.name}`),
  }));
}

function csv(wanted: ExportWanted, batches: AsyncGenerator<Cell[][]>): Readable {
  const separator = separatorFor(wanted.language);
  return Readable.from(
    (async function* () {
      // Spreadsheets take a file without this mark for one without accents.
      yield `\uFEFF${csvLine(
        headingsOf(wanted).map(({ heading }) => heading),
        separator,
      )}`;
      for await (const rows of batches) yield rows.map((cells) => csvLine(cells, separator)).join('');
    })(),
  );
}

function sheet(wanted: ExportWanted, batches: AsyncGenerator<Cell[][]>): Readable {
  return workbook(message(wanted.language ?? 'en', 'columns.sheet'), headingsOf(wanted), batches);
}

/** `registre-2026-11-21.csv`: today at the firms whose complaints may stand in it. */
function fileName({ register, library }: ApiDependencies, { firms }: Viewer, { format, language, query }: ExportWanted): string {
  const name = message(language ?? 'en', 'columns.sheet').toLowerCase();
  const wanted = several(query.procedure);
  const exported = library
    .allInForce()
    .filter(({ id }) => (firms === 'all' || firms.includes(id)) && (wanted?.includes(id) ?? true));
  return `${name}-${civilDateAt(register.clock(), zoneOfFirms(exported))}.${format}`;
}

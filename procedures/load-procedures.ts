import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson, shortDigest } from './canonical-json.ts';
import { checkProcedure, checkRegulator } from './checks.ts';
import { withLaterDuties } from './later-duties.ts';
import { isQuotedFrom, quotationsIn } from './quotations.ts';
import { type RecourseDirectory, readRecourseDirectory } from './recourse.ts';
import {
  type Calendar,
  type CalendarFile,
  calendarFile,
  type LimitationFile,
  limitationFile,
  type Regulator,
  regulator,
} from './rule-schema.ts';
import { type Procedure, type ProcedureFile, procedureContent, procedureFile } from './schema.ts';
import { type Finding, ProcedureFilesError, pathText, type ReadFile, readYamlFolder, shown } from './yaml-files.ts';

/** The procedures that Doléance runs, by id. */
export interface Procedures {
  get(id: string): Procedure | undefined;
  all(): Procedure[];
}

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads every procedure with the regulators, calendars and recourse that it names, and the limitation periods of its firm's country.
 *
 * @param folder by default that of this file
 * @throws ProcedureFilesError with every finding in all files: file, line, what is wrong, what is allowed
 */
export async function loadProcedures(folder: string = here): Promise<Procedures> {
  const findings: Finding[] = [];
  const calendars = await readCalendars(folder, findings);
  const regulators = await readRegulators(folder, findings);
  const directory = await readRecourseDirectory(folder, findings);
  const limitations = await readLimitations(folder, findings);
  const surroundingsInOrder = findings.length === 0;
  const files = await readYamlFolder(folder, '.', procedureFile, findings);
  findings.push(...files.flatMap(checkFileName));
  for (const file of files) {
    findings.push(...(await checkQuotations(folder, file)));
    // A faulty calendar or regulator is named once, not again by every procedure that uses it.
    if (surroundingsInOrder) findings.push(...checkProcedure(file, { calendars, regulators, directory, others: files }));
  }
  if (findings.length > 0) throw new ProcedureFilesError(findings);
  const surroundings = { calendars, regulators, directory, limitations };
  const procedures = new Map(files.map(({ value }) => [value.id, assemble(value, surroundings)]));
  return { get: (id) => procedures.get(id), all: () => [...procedures.values()] };
}

/**
 * Reads a version that the register has kept; no file is needed to plan with it.
 *
 * @param content the JSON that a procedure carries as its `content`
 * @throws ProcedureFilesError where it is none
 */
export function parseProcedure(content: string): Procedure {
  const file = 'kept version of a procedure';
  let kept: unknown;
  try {
    kept = JSON.parse(content);
  } catch {
    throw new ProcedureFilesError([{ file, message: 'is no JSON; allowed: the content that a loaded procedure carries' }]);
  }
  const result = procedureContent.safeParse(kept);
  if (result.success) {
    const canonical = canonicalJson(kept);
    const version = `${result.data.id}@${shortDigest(canonical)}`;
    return { ...result.data, defaults: withLaterDuties(result.data.defaults), version, content: canonical };
  }
  throw new ProcedureFilesError(
    result.error.issues.map(({ path, message }) => ({
      file,
      message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
    })),
  );
}

function assemble(
  file: ProcedureFile,
  {
    calendars,
    regulators,
    directory,
    limitations,
  }: {
    calendars: ReadonlyMap<string, Calendar>;
    regulators: ReadonlyMap<string, Regulator>;
    directory: RecourseDirectory;
    limitations: ReadonlyMap<string, LimitationFile['periods']>;
  },
): Procedure {
  const recourse = file.recourse.map((id) => {
    const body = directory.bodies.find((one) => one.id === id);
    return { body: id, type: body?.type, ...(body?.period && { period: body.period }) };
  });
  const periods = limitations.get(file.firm.country);
  return parseProcedure(
    JSON.stringify({
      ...file,
      format: 1,
      calendar: calendars.get(file.calendar),
      regulators: file.regulators.map((id) => regulators.get(id)),
      recourse,
      ...(periods && { limitations: periods }),
    }),
  );
}

async function readCalendars(folder: string, findings: Finding[]): Promise<Map<string, Calendar>> {
  const files = await readYamlFolder(folder, 'calendars', calendarFile, findings);
  findings.push(...files.flatMap(checkFileName));
  const byId = new Map(files.map((file) => [file.value.id, file]));
  return new Map(files.map((file) => [file.value.id, { id: file.value.id, days: daysOf(file, byId, findings) }]));
}

/** A calendar's rows after those of the calendar that it includes; that one may not include another. */
function daysOf(
  file: ReadFile<CalendarFile>,
  files: ReadonlyMap<string, ReadFile<CalendarFile>>,
  findings: Finding[],
): CalendarFile['days'] {
  const { includes, days } = file.value;
  if (includes === undefined) return days;
  const allowed = [...files.values()].filter(({ value }) => value.includes === undefined).map(({ value }) => value.id);
  const included = files.get(includes)?.value;
  if (included === undefined || included.includes !== undefined) {
    findings.push(file.at(['includes'], `'${includes}' cannot be included; allowed: ${allowed.join(', ')}`));
    return days;
  }
  return [...included.days, ...days];
}

async function readRegulators(folder: string, findings: Finding[]): Promise<Map<string, Regulator>> {
  const files = await readYamlFolder(folder, 'regulators', regulator, findings);
  findings.push(...files.flatMap(checkFileName), ...files.flatMap(checkRegulator));
  return new Map(files.map(({ value }) => [value.id, value]));
}

/** By country. */
async function readLimitations(folder: string, findings: Finding[]): Promise<Map<string, LimitationFile['periods']>> {
  const files = await readYamlFolder(folder, 'limitations', limitationFile, findings);
  findings.push(...files.flatMap(checkFileName));
  const periods = new Map<string, LimitationFile['periods']>();
  for (const file of files) {
    const { country } = file.value;
    if (periods.has(country))
      findings.push(file.at(['country'], `'${country}' has a file already; allowed: one for each country`));
    periods.set(country, file.value.periods);
  }
  return periods;
}

function checkFileName(file: ReadFile<{ id: string }>): Finding[] {
  return file.value.id === file.id ? [] : [file.at(['id'], `'${file.value.id}' is not the file's name; allowed: ${file.id}`)];
}

async function checkQuotations(folder: string, file: ReadFile<ProcedureFile>): Promise<Finding[]> {
  const name = file.value.text.file;
  const source = shown(folder, join('texts', name));
  const text = await readFile(join(folder, 'texts', name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined)
    return [file.at(['text', 'file'], `${source} does not exist; put the firm's text there, word for word`)];
  return quotationsIn(file.value)
    .filter(({ sentence }) => !isQuotedFrom(text, sentence))
    .map(({ path, sentence }) =>
      file.at(path, `'${sentence}' does not stand in ${source}; allowed: its words, exactly as there`),
    );
}

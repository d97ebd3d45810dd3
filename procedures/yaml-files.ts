import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Something wrong in a file: where, what, and what is allowed instead. */
export interface Finding {
  file: string;
  line?: number;
  message: string;
}

/** One or more files of `procedures/` cannot be used; the message has one line for each finding. */
export class ProcedureFilesError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(describe).join('\n'));
    this.name = 'ProcedureFilesError';
    this.findings = findings;
  }
}

/** A file whose content fits its schema. */
export interface ReadFile<Value> {
  /** Named from the folder: `regulators/acpr.yaml`. */
  file: string;
  /** The file's name without its ending. */
  id: string;
  value: Value;
  /** A finding at a place in the file. */
  at(path: readonly PropertyKey[], message: string): Finding;
}

/** `procedures/opticourtage.yaml, line 12: …` */
function describe({ file, line, message }: Finding): string {
  return line === undefined ? `${file}: ${message}` : `${file}, line ${line}: ${message}`;
}

/** `timeLimits[0].unit` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`))
    .join('');
}

/** Reads the YAML files of a folder in the order of their names; what is wrong goes to `findings`, and that file is left out. */
export async function readYamlFolder<Schema extends z.ZodType>(
  folder: string,
  subfolder: string,
  schema: Schema,
  findings: Finding[],
): Promise<ReadFile<z.infer<Schema>>[]> {
  const path = join(folder, subfolder);
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    findings.push({ file: shown(folder, subfolder), message: 'is missing; there must be a folder with YAML files' });
    return [];
  });
  const files = names.filter((name) => name.endsWith('.yaml')).toSorted();
  const contents = await Promise.all(files.map((name) => readFile(join(path, name), 'utf8')));
  return files
    .map((name, index) => parseYaml(shown(folder, join(subfolder, name)), contents[index] ?? '', schema, findings))
    .filter((file) => file !== undefined);
}

/** Parses a YAML text; what is wrong goes to `findings`, and nothing is returned. */
export function parseYaml<Schema extends z.ZodType>(
  file: string,
  content: string,
  schema: Schema,
  findings: Finding[],
): ReadFile<z.infer<Schema>> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    findings.push(
      ...document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        message: `is no YAML: ${error.message}`,
      })),
    );
    return undefined;
  }
  const at = (path: readonly PropertyKey[], message: string): Finding => {
    const offset = offsetOf(document, path);
    const text = path.length === 0 ? message : `${pathText(path)}: ${message}`;
    return offset === undefined ? { file, message: text } : { file, line: lines.linePos(offset).line, message: text };
  };
  const result = schema.safeParse(document.toJS());
  if (result.success) return { file, id: basename(file, '.yaml'), value: result.data, at };
  findings.push(...result.error.issues.map((issue) => ({ ...at(issue.path, issue.message), ...lineOfUnknownKey(issue, at) })));
  return undefined;
}

function lineOfUnknownKey(issue: z.core.$ZodIssue, at: ReadFile<unknown>['at']): { line?: number } {
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const line = key === undefined ? undefined : at([...issue.path, key], '').line;
  return line === undefined ? {} : { line };
}

/** Where a place begins in the file, or the nearest one around it where it is missing. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key;
      if (isNode(key) && key.range) return key.range[0];
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

/** `procedures/calendars/france.yaml`, whatever folder the procedures were loaded from. */
export function shown(folder: string, path: string): string {
  return join(basename(folder), path);
}

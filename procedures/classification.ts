import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { CivilDate } from '../workflows/domain/time.ts';
import type { languages } from './schema-parts.ts';
import { civilDate, fields, identifier, someOf, status, text, wholeNumber } from './schema-parts.ts';
import { type Finding, ProcedureFilesError, readYamlFolder } from './yaml-files.ts';

type Language = (typeof languages)[number];

/** A kind of contract, a reason or a cause: its id stands in complaints, its names are shown. */
const entry = fields({
  id: identifier,
  name: fields({ fr: text, nl: text, en: text }),
  /** From that day on it is offered no more; what bears it keeps it. */
  endsOn: civilDate.optional(),
  source: text,
  status,
});
export type ClassificationEntry = z.infer<typeof entry>;

/** A file of the classification. */
export const classificationFile = fields({
  /** From how many complaints within how many days something is shown as recurring. */
  recurring: fields({ complaints: wholeNumber(2, 1_000), days: wholeNumber(7, 366), source: text, status }),
  products: someOf(entry, 'the kinds of contract'),
  reasons: someOf(entry, 'the reasons of complaints'),
  causes: someOf(entry, 'the root causes that an examination finds'),
});

/** What can be said of a complaint besides its texts. */
export const classificationLists = ['products', 'reasons', 'causes'] as const;
export type ClassificationList = (typeof classificationLists)[number];

/** What complaints are told apart by: kinds of contract, reasons, root causes, in the order in which they are offered. */
export type Classification = z.infer<typeof classificationFile>;

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads the classification; a folder of an operator's own that has none goes by the one that comes with Doléance.
 *
 * @param folder the folder that has `classification/`
 * @throws ProcedureFilesError with every finding in its files
 */
export async function loadClassification(folder: string = here): Promise<Classification> {
  const findings: Finding[] = [];
  const files = await readYamlFolder(
    existsSync(join(folder, 'classification')) ? folder : here,
    'classification',
    classificationFile,
    findings,
  );
  for (const file of files)
    for (const list of classificationLists)
      for (const [index, { id }] of file.value[list].entries())
        if (file.value[list].findIndex((other) => other.id === id) < index)
          findings.push(file.at([list, index, 'id'], `'${id}' stands there twice; give each entry its own id`));
  const [first, second] = files;
  if (second) findings.push(second.at([], `is a second file; allowed: one classification, ${first?.file}`));
  if (findings.length === 0 && !first)
    findings.push({ file: 'classification', message: 'is empty; there must be one file with products, reasons and causes' });
  if (findings.length > 0 || !first) throw new ProcedureFilesError(findings);
  return first.value;
}

/** What an id is called; the id itself where the list has it no more. */
export function classifiedAs(classification: Classification, list: ClassificationList, id: string, language: Language): string {
  return classification[list].find((one) => one.id === id)?.name[language] ?? id;
}

/** What can be chosen on a day. */
export function offered(classification: Classification, list: ClassificationList, today: CivilDate): ClassificationEntry[] {
  return classification[list].filter(({ endsOn }) => endsOn === undefined || today < endsOn);
}

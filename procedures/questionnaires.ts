import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { countryCode, fields, identifier, oneOf, someOf, status, text } from './schema-parts.ts';
import { type Finding, ProcedureFilesError, readYamlFolder } from './yaml-files.ts';

/** The figures that a supervisor's question can be answered with. */
export const questionAnswers = [
  'received',
  'open-before',
  'closed',
  'open-after',
  'by-channel',
  'by-product',
  'by-reason',
  'by-insurer',
  'by-outcome',
  'acknowledged-in-time',
  'answered-in-time',
  'treatment',
  'mediation',
  'disagreed',
  'redress',
  'actions',
] as const;
export type QuestionAnswer = (typeof questionAnswers)[number];

const inAllLanguages = fields({ fr: text, nl: text, en: text });

/** What a supervisor asks about a year's complaints. */
export const questionnaireFile = fields({
  id: identifier,
  /** Of the firms that it is for. */
  country: countryCode,
  name: inAllLanguages,
  questions: someOf(
    fields({
      answer: oneOf(questionAnswers),
      asks: inAllLanguages,
      /** What the question rests on, for whoever reads the answers. */
      basis: inAllLanguages,
      /** Where that was found, and what was not. */
      source: text,
      status,
    }),
    'the questions, each with the figure that answers it',
  ),
});
export type Questionnaire = z.infer<typeof questionnaireFile>;

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads the supervisors' questionnaires; a folder of an operator's own that has none goes by those that come with Doléance.
 *
 * @throws ProcedureFilesError with every finding in their files
 */
export async function loadQuestionnaires(folder: string = here): Promise<Questionnaire[]> {
  const findings: Finding[] = [];
  const root = existsSync(join(folder, 'questionnaires')) ? folder : here;
  const files = await readYamlFolder(root, 'questionnaires', questionnaireFile, findings);
  if (findings.length > 0) throw new ProcedureFilesError(findings);
  return files.map(({ value }) => value);
}

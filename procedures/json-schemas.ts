import { z } from 'zod';
import { classificationFile } from './classification.ts';
import { questionnaireFile } from './questionnaires.ts';
import { recourseFile } from './recourse-schema.ts';
import { calendarFile, limitationFile, regulator } from './rule-schema.ts';
import { procedureFile } from './schema.ts';

const schemas = {
  procedure: { schema: procedureFile, title: "A firm's complaints procedure" },
  calendar: { schema: calendarFile, title: 'A calendar of public holidays' },
  regulator: { schema: regulator, title: 'The time limits of a regulator or a law' },
  limitation: { schema: limitationFile, title: 'Until when somebody can go to court over what a complaint is about' },
  recourse: { schema: recourseFile, title: 'Where complaints can go on to' },
  questionnaire: { schema: questionnaireFile, title: 'What a supervisor asks about complaints' },
  classification: { schema: classificationFile, title: 'What complaints are told apart by' },
};

/**
 * JSON Schemas for editors, by file name: they know the fields and the words that are allowed. What only `procedures:check` knows
 * (quotations, names of other files, dates that contradict each other) is not in them.
 */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { schema, title }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
      return [`${name}.schema.json`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}

import { type Check, isOneOf, type Surroundings } from './checks/check.ts';
import {
  checkAnswerPossibleWithin,
  checkDefaultStarts,
  checkForwardingStep,
  checkNeededDefaults,
  checkRepeatedLimits,
} from './checks/limits.ts';
import { checkLanguages, checkNames } from './checks/names.ts';
import { checkRouting, checkSendingWindow, checkSignatories, checkStaff, checkTranslations } from './checks/people.ts';
import { checkPrintedWords } from './checks/printed-words.ts';
import { checkChannels, checkMediatorStep, checkRecourse } from './checks/ways.ts';
import { complaintDates, extensions, type Regulator } from './rule-schema.ts';
import type { ProcedureFile } from './schema.ts';
import type { Finding, ReadFile } from './yaml-files.ts';

const checks: Check[] = [
  checkNames,
  checkLanguages,
  checkChannels,
  checkStaff,
  checkRouting,
  checkTranslations,
  checkSignatories,
  checkSendingWindow,
  checkRepeatedLimits,
  checkAnswerPossibleWithin,
  checkDefaultStarts,
  checkNeededDefaults,
  checkForwardingStep,
  checkRecourse,
  checkMediatorStep,
  checkPrintedWords,
];

/** What no single field can show: names that lead nowhere, duties that nothing limits, dates that contradict each other. */
export function checkProcedure(file: ReadFile<ProcedureFile>, surroundings: Surroundings): Finding[] {
  return checks.flatMap((check) => check(file, surroundings));
}

/** A regulator's limits run from a date of the complaint, end after they begin, and have no open question that could not be switched. */
export function checkRegulator(file: ReadFile<Regulator>): Finding[] {
  return file.value.limits.flatMap((limit, index) => [
    ...(isOneOf(complaintDates, limit.from)
      ? []
      : [
          file.at(
            ['limits', index, 'from'],
            `'${limit.from}' is not allowed for a regulator; allowed: ${complaintDates.join(', ')}`,
          ),
        ]),
    ...(limit.holdsUntil !== undefined && limit.holdsUntil < limit.holdsFrom
      ? [file.at(['limits', index, 'holdsUntil'], `${limit.holdsUntil} is before ${limit.holdsFrom}; allowed: that day or later`)]
      : []),
    ...(limit.openQuestions ?? []).flatMap(({ field, otherReading }, question) => {
      const allowed = field === 'from' ? complaintDates : extensions;
      const path = ['limits', index, 'openQuestions', question, 'otherReading'];
      return isOneOf(allowed, otherReading)
        ? []
        : [file.at(path, `'${otherReading}' is no reading of '${field}'; allowed: ${allowed.join(', ')}`)];
    }),
  ]);
}

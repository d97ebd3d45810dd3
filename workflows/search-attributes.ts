import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
  type TypedSearchAttributes,
} from '@temporalio/common';
import type { ComplaintFacts } from './domain/complaint.ts';
import type { DutyStatus } from './domain/duties.ts';
import { nextDueAt } from './domain/owed.ts';

/** What engineers search complaints by; all of it facts of the procedure. */
export const searchAttributes = {
  procedure: defineSearchAttributeKey('ComplaintProcedure', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('ComplaintStage', SearchAttributeType.KEYWORD),
  level: defineSearchAttributeKey('ComplaintLevel', SearchAttributeType.KEYWORD),
  handler: defineSearchAttributeKey('ComplaintHandler', SearchAttributeType.KEYWORD),
  nextDueAt: defineSearchAttributeKey('ComplaintNextDueAt', SearchAttributeType.DATETIME),
};

/** How a complaint is found in Temporal; an empty value where there is none. */
export function searchAttributesOf(facts: ComplaintFacts, duties: DutyStatus[]): SearchAttributePair[] {
  const due = nextDueAt(facts, duties);
  return [
    { key: searchAttributes.procedure, value: facts.procedure },
    { key: searchAttributes.stage, value: facts.stage },
    { key: searchAttributes.level, value: facts.level },
    { key: searchAttributes.handler, value: facts.caseHandler ?? 'unassigned' },
    { key: searchAttributes.nextDueAt, value: due === undefined ? new Date(nothingDue) : new Date(due) },
  ];
}

/** Nothing due sorts last: the end of the year 9999. */
const nothingDue = 253_402_300_799_000;

/** The same, as the run was started with it. */
export function attributesAtStart(started: TypedSearchAttributes): unknown[] {
  return Object.values(searchAttributes).map((key) => ({ key, value: started.get(key) }));
}

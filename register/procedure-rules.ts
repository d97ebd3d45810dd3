import { datesOf, isWritten } from '../procedures/complaint-dates.ts';
import { mediatorTime } from '../procedures/mediator-time.ts';
import { defaultNewDate, latestGdprExtension } from '../procedures/plan-duties.ts';
import { chaserDueOn, closingDayAfter, planOwed } from '../procedures/plan-owed.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { FirmRules } from '../workflows/domain/firm-rules.ts';
import type { Rulebook } from './messages.ts';

/**
 * What a procedure says to the rules.
 *
 * @param inForce the firm's version in force, by which a complaint that is moved to it is planned
 */
export function rulebook(procedure: Procedure, inForce?: Procedure): Rulebook {
  const versionOf = ({ procedureVersion }: ComplaintFacts) => (inForce?.version === procedureVersion ? inForce : procedure);
  return {
    firmRules: (facts) => ({ ...firmRules(versionOf(facts), facts), versionInForce: inForce?.version }),
    dayOf: (at) => civilDateAt(at, procedure.firm.timeZone),
    newDate: (today) => defaultNewDate(procedure, today),
    chaserDueOn: (replyBy, askedOn) => chaserDueOn(procedure, replyBy, askedOn),
    chasersAtMost: procedure.insurerReply.chasers ?? usualChasers,
    closingDayAfter: (closingOn, remindedOn) => closingDayAfter(procedure, closingOn, remindedOn),
    planOwed: (owed, complaint, occasion, on) => planOwed(versionOf(complaint.facts), owed, complaint, occasion, on),
  };
}

/** Versions of procedures from before insurers were reminded do not say how often. */
const usualChasers = 2;

function firmRules(procedure: Procedure, facts: ComplaintFacts): FirmRules {
  return {
    staff: procedure.staff.map((person) => person.id),
    answerWithinWeek: procedure.timeLimits.some((limit) => limit.answerPossibleWithin !== undefined),
    resolutionLetter: procedure.timeLimits.some((limit) => limit.duty === 'resolution-letter'),
    secondTreatment: procedure.steps.disagreement.does === 'second-treatment',
    approvalRequired: procedure.approves?.required ?? false,
    mediatorPeriod: mediatorTime(procedure, facts) !== undefined,
    latestGdprExtension: isWritten(facts) ? latestGdprExtension(procedure, datesOf(facts)) : undefined,
  };
}

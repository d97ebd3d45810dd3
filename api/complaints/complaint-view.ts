import type { Procedure } from '../../procedures/schema.ts';
import type { BreachRow } from '../../register/tables.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen, type Limit } from '../../workflows/domain/duties.ts';
import { isOwed } from '../../workflows/domain/owed.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { letterView } from '../letters/letter-view.ts';
import { messageFacts } from '../messages/message-view.ts';
import { pathOfComplaint } from '../paths.ts';
import type { ComplaintView } from '../schemas/complaint-view.ts';
import { complaintFacts } from './complaint-facts.ts';
import type { ComplaintInFull } from './complaint-in-full.ts';
import { courseView } from './course-view.ts';
import { missingIn } from './missing-facts.ts';
import { warningsOf } from './warnings.ts';

/** A complaint as the API shows it. */
export function complaintView(complaint: ComplaintInFull, procedure: Procedure): ComplaintView {
  const { row, facts, duties, content, newMatters, now } = complaint;
  const self = pathOfComplaint(row.reference);
  return {
    ...complaintFacts(row, procedure),
    registeredBy: row.registered_by,
    timeZone: procedure.firm.timeZone,
    erased: content === undefined,
    ...content,
    missing: missingIn(complaint, procedure),
    ...courseView(complaint, procedure),
    newMatters,
    escalations: facts.escalations,
    warnings: warningsOf(complaint, procedure),
    deadlines: duties.map((duty) => dutyView(facts, duty, now)),
    timeline: complaint.journal.map((line) => ({ ...line, at: line.at.toISOString() })),
    letters: complaint.letters.map(letterView),
    breaches: complaint.breaches.map(breachView),
    decisions: complaint.messages.map(messageFacts),
    allowedDecisions: complaint.allowed,
    links: {
      self,
      decisions: `${self}/decisions`,
      escalations: `${self}/escalations`,
      received: `${self}/received`,
      letters: `${self}/letters`,
      journal: `${self}/journal`,
      ...(facts.linkedTo === undefined ? {} : { linkedTo: pathOfComplaint(facts.linkedTo) }),
    },
  };
}

type DutyView = ComplaintView['deadlines'][number];

function dutyView(facts: ComplaintFacts, duty: DutyStatus, now: Instant): DutyView {
  const owed = isOwed(facts, duty);
  return {
    duty: duty.duty,
    occasion: duty.occasion,
    dueOn: duty.dueOn,
    sendOn: duty.sendOn,
    limits: duty.limits.map(limitView),
    state: owed ? 'open' : isOpen(duty) ? 'not-triggered' : duty.void === undefined ? 'done' : 'void',
    overdue: owed && duty.dueAt <= now,
    ...(duty.doneAt === undefined ? {} : { doneAt: new Date(duty.doneAt).toISOString() }),
    ...(duty.void === undefined ? {} : { voidBecause: duty.void }),
  };
}

/** A limit as the API shows it. */
export function limitView({ source, dueOn, rule, extension }: Limit): DutyView['limits'][number] {
  return { source, dueOn, rule, ...(extension === undefined ? {} : { extension }) };
}

function breachView(row: BreachRow): ComplaintView['breaches'][number] {
  return {
    duty: row.duty,
    occasion: row.occasion,
    source: row.source,
    dueOn: row.due_on,
    reason: row.reason,
    recordedAt: row.recorded_at.toISOString(),
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at.toISOString() }),
  };
}

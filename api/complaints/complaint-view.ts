import type { Procedure } from '../../procedures/schema.ts';
import type { ComplaintContent } from '../../register/complaint-content.ts';
import type { BreachRow } from '../../register/tables.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen } from '../../workflows/domain/duties.ts';
import { isOwed } from '../../workflows/domain/owed.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { letterView } from '../letters/letter-view.ts';
import { messageFacts } from '../messages/message-view.ts';
import { pathOfComplaint } from '../paths.ts';
import type { ComplaintView } from '../schemas/complaint-view.ts';
import { complaintFacts } from './complaint-facts.ts';
import type { ComplaintInFull } from './complaint-in-full.ts';

/** A complaint as the API shows it. */
export function complaintView(complaint: ComplaintInFull, procedure: Procedure): ComplaintView {
  const { row, facts, duties, content, now } = complaint;
  const self = pathOfComplaint(row.reference);
  return {
    ...complaintFacts(row, procedure),
    registeredBy: row.registered_by,
    timeZone: procedure.firm.timeZone,
    erased: content === undefined,
    ...content,
    ...progress(facts),
    warnings: content ? warningsOf(content) : [],
    deadlines: duties.map((duty) => dutyView(facts, duty, now)),
    timeline: complaint.journal.map((line) => ({ ...line, at: line.at.toISOString() })),
    letters: complaint.letters.map(letterView),
    breaches: complaint.breaches.map(breachView),
    decisions: complaint.messages.map(messageFacts),
    allowedDecisions: complaint.allowed,
    links: { self, decisions: `${self}/decisions`, escalations: `${self}/escalations`, received: `${self}/received` },
  };
}

function progress(facts: ComplaintFacts) {
  const { responsibility, acknowledgedAt, answeredAt, closure, escalations } = facts;
  return {
    ...(responsibility === undefined ? {} : { responsibility }),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: new Date(acknowledgedAt).toISOString() }),
    ...(answeredAt === undefined ? {} : { answeredAt: new Date(answeredAt).toISOString() }),
    ...(closure === undefined ? {} : { closure }),
    escalations,
  };
}

function warningsOf({ complainant }: ComplaintContent): ComplaintView['warnings'] {
  if (complainant.email !== undefined) return [];
  if (complainant.address !== undefined)
    return [
      { code: 'no-e-mail', message: 'There is no e-mail address: letters wait in the post tray until somebody posts them.' },
    ];
  return [
    {
      code: 'no-address',
      message:
        'There is neither an e-mail address nor a postal address: letters wait in the post tray, and cannot be posted yet.',
    },
  ];
}

function dutyView(facts: ComplaintFacts, duty: DutyStatus, now: Instant): ComplaintView['deadlines'][number] {
  const owed = isOwed(facts, duty);
  return {
    duty: duty.duty,
    occasion: duty.occasion,
    dueOn: duty.dueOn,
    sendOn: duty.sendOn,
    limits: duty.limits.map(({ source, dueOn, rule }) => ({ source, dueOn, rule })),
    state: owed ? 'open' : isOpen(duty) ? 'not-triggered' : duty.void === undefined ? 'done' : 'void',
    overdue: owed && duty.dueAt <= now,
    ...(duty.doneAt === undefined ? {} : { doneAt: new Date(duty.doneAt).toISOString() }),
    ...(duty.void === undefined ? {} : { voidBecause: duty.void }),
  };
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

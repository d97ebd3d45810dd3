import type { ComplaintFilter } from '../../register/list-filter.ts';
import { readKept } from '../../register/statistics/figure-filter.ts';
import { several } from '../requests/pages.ts';
import type { FilterQuery } from '../schemas/list.ts';

/** What chooses complaints, as the register's queries have it. */
export function filterOf(query: FilterQuery): ComplaintFilter {
  const { text, receivedFrom, receivedTo, dueBefore } = query;
  return {
    text,
    procedure: several(query.procedure),
    stage: several(query.stage),
    level: several(query.level),
    kind: several(query.kind),
    channel: several(query.channel),
    outcome: several(query.outcome),
    product: severalOrNone(query.product),
    reasonCategory: severalOrNone(query.reasonCategory),
    insurer: severalOrNone(query.insurer),
    rootCause: severalOrNone(query.rootCause),
    caseHandler: severalOrNone(query.caseHandler),
    closure: several(query.closure),
    closedFrom: query.closedFrom,
    closedTo: query.closedTo,
    openAfter: query.openAfter,
    answeredFrom: query.answeredFrom,
    answeredTo: query.answeredTo,
    mediationFrom: query.mediationFrom,
    mediationTo: query.mediationTo,
    kept: readKept(query.kept),
    receivedFrom,
    receivedTo,
    dueBefore,
    overdue: isTrue(query.overdue),
    closed: isTrue(query.closed),
    owing: isTrue(query.owing),
    awaitingApproval: isTrue(query.awaitingApproval),
    replyWaiting: isTrue(query.replyWaiting),
    openEnquiry: isTrue(query.openEnquiry),
    unread: isTrue(query.unread),
    breached: isTrue(query.breached),
    mailHeld: isTrue(query.mailHeld),
  };
}

function severalOrNone(given: string | string[] | undefined): (string | null)[] | undefined {
  return several(given)?.map((id) => (id === 'none' ? null : id));
}

function isTrue(given: 'true' | 'false' | undefined): boolean | undefined {
  return given === undefined ? undefined : given === 'true';
}

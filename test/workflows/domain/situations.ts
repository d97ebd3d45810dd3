import type { Circumstances } from '../../../workflows/domain/change.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import { type DutyName, type DutyStatus, lettersOfDuty } from '../../../workflows/domain/duties.ts';
import type { FirmRules } from '../../../workflows/domain/firm-rules.ts';
import type { Situation } from '../../../workflows/domain/judge.ts';

/** A complaint that has just been registered, with what a test changes. */
export function facts(changed: Partial<ComplaintFacts> = {}): ComplaintFacts {
  return {
    reference: 'OPT-2026-000001',
    procedure: 'opticourtage',
    procedureVersion: 'opticourtage@0123456789ab',
    kind: 'classic',
    receivedOn: '2026-05-13',
    registeredOn: '2026-05-13',
    stage: 'received',
    level: '1',
    acknowledgeNow: false,
    escalations: [],
    enquiryAnswers: {},
    revision: 1,
    ...changed,
  };
}

const noon = Date.UTC(2026, 4, 27, 10);

/** Where a complaint can stand, each with only what makes it so. */
export const standings = {
  registered: {},
  'acknowledged now': { acknowledgeNow: true },
  acknowledged: { acknowledgedAt: noon, stage: 'acknowledged' },
  'with the insurer responsible': { responsibility: 'insurer', insurerNamedBy: 'message-1' },
  'with the firm responsible': { responsibility: 'firm' },
  decided: { result: { outcome: 'upheld', decision: 'message-2' } },
  'decided as settled': { result: { outcome: 'settled', decision: 'message-2' } },
  answered: { result: { outcome: 'upheld', decision: 'message-2' }, answeredAt: noon, stage: 'answered' },
  'answered and closed': {
    result: { outcome: 'upheld', decision: 'message-2' },
    answeredAt: noon,
    closure: { reason: 'answered' },
    stage: 'closed',
  },
  'being withdrawn': { closing: 'withdrawn' },
  withdrawn: { closure: { reason: 'withdrawn' }, stage: 'closed' },
  'with the mediator': { escalations: ['mediator'], level: '3', stage: 'with-mediator' },
} satisfies Record<string, Partial<ComplaintFacts>>;
export type StandingName = keyof typeof standings;

/** A duty that is open until 20 May, unless a test says otherwise. */
export function duty(name: DutyName, changed: Partial<DutyStatus> = {}): DutyStatus {
  const dueAt = Date.UTC(2026, 4, 20, 22);
  return {
    duty: name,
    occasion: 'first',
    dueOn: '2026-05-20',
    dueAt,
    sendOn: '2026-05-20',
    sendAt: dueAt - 14 * 3_600_000,
    sendBy: dueAt - 12 * 3_600_000,
    limits: [{ source: 'procedure', dueOn: '2026-05-20', dueAt, rule: '5 monToSatDays from received' }],
    letters: lettersOfDuty[name] ?? [],
    ...changed,
  };
}

export const openFromTheStart: DutyStatus[] = [duty('acknowledgement'), duty('insurer-forwarding'), duty('final-response')];

/** A firm whose procedure has no more than every one has. */
export const plainFirm: FirmRules = {
  staff: ['complaints-manager', 'client-service'],
  answerWithinWeek: false,
  resolutionLetter: false,
  secondTreatment: false,
  approvalRequired: false,
  mediatorPeriod: true,
};

/** The message `message-7` on 20 May, at a firm with what a test changes. */
export function circumstances(firm: Partial<FirmRules> = {}, id = 'message-7'): Circumstances {
  return { id, today: '2026-05-20', firm: { ...plainFirm, ...firm } };
}

export function situation(standing: StandingName, duties: DutyStatus[] = openFromTheStart): Situation {
  return { facts: facts(standings[standing]), duties, firm: plainFirm, today: '2026-05-20' };
}

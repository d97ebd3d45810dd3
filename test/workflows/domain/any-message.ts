import fc from 'fast-check';
import {
  complaintParts,
  escalationTargets,
  levels,
  mandates,
  outcomes,
  responsibilities,
} from '../../../workflows/domain/complaint.ts';
import { type Decision, type Message, receivedKinds } from '../../../workflows/domain/messages.ts';

const anyDay = fc
  .integer({ min: 0, max: 400 })
  .map((days) => new Date(Date.UTC(2026, 4, 13) + days * 86_400_000).toISOString().slice(0, 10));

const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc.constantFrom<Decision>(
    { decision: 'acknowledge-now' },
    { decision: 'request-information' },
    { decision: 'answer-enquiry' },
    { decision: 'cannot-treat-further' },
    { decision: 'withdraw' },
    { decision: 'reopen' },
    { decision: 'close' },
    { decision: 'answer-within-week' },
    { decision: 'invite-to-write' },
    { decision: 'approve' },
    { decision: 'send-back' },
    { decision: 'announce-measures' },
    { decision: 'redirect' },
    { decision: 'send-on-to-mediator' },
    { decision: 'recompute-plan' },
    { decision: 'complete-file' },
    { decision: 'complete-file', mailbox: true },
  ),
  fc
    .constantFrom('client-service', 'complaints-manager', 'stranger')
    .map((caseHandler): Decision => ({ decision: 'assign', caseHandler })),
  fc.constantFrom(...responsibilities).map((responsibility): Decision => ({ decision: 'set-responsibility', responsibility })),
  anyDay.map((newDate): Decision => ({ decision: 'announce-delay', newDate })),
  fc
    .constantFrom('client-service', 'complaints-manager', 'stranger')
    .map((staff): Decision => ({ decision: 'declare-conflict', staff })),
  fc
    .constantFrom('opticourtage@0123456789ab', 'opticourtage@ba9876543210')
    .map((version): Decision => ({ decision: 'move-to-version', version })),
  fc
    .record({ newDate: anyDay, part: fc.constantFrom(...complaintParts) })
    .map((details): Decision => ({ decision: 'announce-delay', ...details })),
  anyDay.map((newDate): Decision => ({ decision: 'interim-reply-now', newDate })),
  anyDay.map((newDate): Decision => ({ decision: 'extend-gdpr', newDate })),
  anyDay.map((sentOn): Decision => ({ decision: 'recompute-plan', sentOn })),
  fc.record({ mandate: fc.constantFrom(...mandates), byPost: fc.boolean() }).map(
    ({ mandate, byPost }): Decision => ({
      decision: 'name-representative',
      mandate,
      ...(byPost ? { byPost: true as const } : {}),
    }),
  ),
  fc.constantFrom(...levels).map((level): Decision => ({ decision: 'raise-level', level })),
  fc.constantFrom('classic', 'gdpr', 'classic-and-gdpr', 'not-a-complaint').map((as): Decision => ({ decision: 'classify', as })),
  fc.constantFrom(...outcomes).map((outcome): Decision => ({ decision: 'record-result', outcome })),
  fc.constantFrom(...outcomes).map((outcome): Decision => ({ decision: 'resolve', outcome })),
  fc.record({ outcome: fc.constantFrom(...outcomes), part: fc.constantFrom(...complaintParts), proposed: fc.boolean() }).map(
    ({ outcome, part, proposed }): Decision => ({
      decision: 'resolve',
      outcome,
      part,
      ...(proposed ? { proposed: true as const } : {}),
    }),
  ),
);

/** Any message that can be sent to a complaint. */
export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  { weight: 3, arbitrary: anyDecision.map((body): Message => ({ signal: 'decide', body })) },
  { weight: 1, arbitrary: fc.constantFrom(...escalationTargets).map((to): Message => ({ signal: 'escalate', body: { to } })) },
  { weight: 2, arbitrary: fc.constantFrom(...receivedKinds).map((what): Message => ({ signal: 'receive', body: { what } })) },
);

import type { MessageTexts } from '../../../register/complaint-content.ts';
import type { LetterKind } from '../../../workflows/domain/letters.ts';
import type { Decision, Message } from '../../../workflows/domain/messages.ts';
import type { ComplaintWanted } from '../../helpers/lifecycle-wanted.ts';

/**
 * What brings a letter about: a message, a moment at which its duty is acted on, another letter that is posted; nothing where
 * registering the complaint does.
 */
export type Happening = Message | { moment: string } | { posted: LetterKind };

export interface LetterOccasion {
  kind: LetterKind;
  wanted?: Partial<ComplaintWanted>;
  /** What happens before, without a fault. */
  before?: Happening[];
  /** What brings the letter about. */
  by?: Happening;
  texts?: Partial<MessageTexts>;
}

const decide = (body: Decision): Message => ({ signal: 'decide', body });
const receive = (what: Extract<Message, { signal: 'receive' }>['body']['what']): Message => ({
  signal: 'receive',
  body: { what },
});
const reject = decide({ decision: 'resolve', outcome: 'rejected' });
const insurer = decide({ decision: 'set-responsibility', responsibility: 'insurer' });
const sendOn = decide({ decision: 'send-on-to-mediator' });
const acknowledge = decide({ decision: 'acknowledge-now' });
const courtage = { procedure: '123-courtage' };
const spoken = { procedure: 'alter-ego', channel: 'phone', oral: 'invited' } as const;
const closingDay = { moment: '2026-06-15 09:59' };

/** Every letter that a complaint can lead to, each brought about once. */
export const letterOccasions: LetterOccasion[] = [
  { kind: 'complaint-copy', wanted: { channel: 'web-form' } },
  { kind: 'acknowledgement', by: acknowledge },
  { kind: 'ten-day-notice', wanted: courtage, by: acknowledge },
  { kind: 'gdpr-acknowledgement', wanted: { kind: 'gdpr' }, by: acknowledge },
  { kind: 'invitation-to-write', wanted: spoken },
  { kind: 'reminder-to-write', wanted: spoken, before: [], by: { moment: '2026-05-29 09:59' } },
  { kind: 'never-written', wanted: spoken, before: [{ moment: '2026-05-29 09:59' }], by: closingDay },
  { kind: 'mandate-request', wanted: { mandate: 'missing' } },
  { kind: 'forwarding', by: insurer },
  { kind: 'forwarding-notice', by: insurer },
  { kind: 'chaser', before: [insurer], by: { moment: '2026-06-02 09:59' } },
  { kind: 'interim-reply', wanted: courtage, by: decide({ decision: 'interim-reply-now', newDate: '2026-07-20' }) },
  { kind: 'delay', by: decide({ decision: 'announce-delay', newDate: '2026-07-20' }) },
  { kind: 'gdpr-extension', wanted: { kind: 'gdpr' }, by: decide({ decision: 'extend-gdpr', newDate: '2026-07-10' }) },
  { kind: 'upheld', by: decide({ decision: 'resolve', outcome: 'upheld' }) },
  { kind: 'partly-upheld', by: decide({ decision: 'resolve', outcome: 'partly-upheld' }) },
  { kind: 'rejected', by: reject },
  { kind: 'settled', by: decide({ decision: 'resolve', outcome: 'settled' }) },
  { kind: 'gdpr-answer', wanted: { kind: 'gdpr' }, by: reject },
  { kind: 'measures', before: [reject], by: decide({ decision: 'announce-measures' }) },
  { kind: 'recourse-details', before: [reject], by: receive('disagreement') },
  { kind: 'second-review-request', wanted: courtage, before: [insurer, reject], by: receive('disagreement') },
  { kind: 'escalation', by: { signal: 'escalate', body: { to: 'mediator' } } },
  { kind: 'escalation-to-insurer', before: [insurer], by: { signal: 'escalate', body: { to: 'court' } } },
  { kind: 'year-reminder', before: [reject], by: receive('mediator-period-ending') },
  { kind: 'missing-facts', by: decide({ decision: 'request-information' }) },
  { kind: 'progress-answer', before: [receive('enquiry')], by: decide({ decision: 'answer-enquiry' }) },
  { kind: 'reassignment', before: [acknowledge], by: decide({ decision: 'assign', caseHandler: 'complaints-manager' }) },
  { kind: 'withdrawal', by: receive('withdrawal') },
  { kind: 'reopened', before: [reject], by: decide({ decision: 'reopen' }) },
  { kind: 'not-treated-further', by: decide({ decision: 'cannot-treat-further' }) },
  { kind: 'not-a-complaint', by: decide({ decision: 'classify', as: 'not-a-complaint' }) },
  { kind: 'misdirected', by: decide({ decision: 'redirect' }) },
  { kind: 'sent-on', before: [sendOn], by: { posted: 'sent-on-to-mediator' } },
  { kind: 'sent-on-to-mediator', by: sendOn },
];

/** Letters and notices, named by kind; a template of that name stands in `templates/letters/<language>/`. */
export const letterKinds = [
  'complaint-copy',
  'acknowledgement',
  'ten-day-notice',
  'gdpr-acknowledgement',
  'invitation-to-write',
  'reminder-to-write',
  'never-written',
  'mandate-request',
  'forwarding',
  'forwarding-notice',
  'chaser',
  'interim-reply',
  'delay',
  'gdpr-extension',
  'upheld',
  'partly-upheld',
  'rejected',
  'settled',
  'gdpr-answer',
  'measures',
  'recourse-details',
  'second-review-request',
  'escalation',
  'escalation-to-insurer',
  'year-reminder',
  'missing-facts',
  'progress-answer',
  'reassignment',
  'withdrawal',
  'reopened',
  'not-treated-further',
  'not-a-complaint',
  'misdirected',
  'sent-on',
  'sent-on-to-mediator',
  'breach-alert',
] as const;
export type LetterKind = (typeof letterKinds)[number];

const acknowledgements: readonly LetterKind[] = ['acknowledgement', 'ten-day-notice', 'gdpr-acknowledgement'];

/** True for every form in which a complaint is acknowledged. */
export function isAcknowledgement(kind: LetterKind): boolean {
  return acknowledgements.includes(kind);
}

/** Who receives a letter; a `representative` writes for a complainant and has not shown a mandate yet. */
export type Recipient = 'complainant' | 'representative' | 'insurer' | 'mediator' | 'staff';

/** Where a letter stands: only `sent` is evidence, by SMTP's answer or by the day of posting. */
export type LetterState = 'queued' | 'sending' | 'sent' | 'awaiting-post' | 'superseded';

/** Letters and notices, named by kind; a template of that name stands in `templates/letters/<language>/`. */
export const letterKinds = [
  'acknowledgement',
  'forwarding',
  'forwarding-notice',
  'interim-reply',
  'delay',
  'upheld',
  'partly-upheld',
  'rejected',
  'settled',
  'recourse-details',
  'escalation',
  'missing-facts',
  'progress-answer',
  'reassignment',
  'withdrawal',
  'reopened',
  'not-treated-further',
  'breach-alert',
] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Who receives a letter. */
export type Recipient = 'complainant' | 'insurer' | 'mediator' | 'staff';

/** Where a letter stands: only `sent` is evidence, by SMTP's answer or by the day of posting. */
export type LetterState = 'queued' | 'sending' | 'sent' | 'awaiting-post' | 'superseded';

/** What a mail became. */
export type MailBecame = 'intake' | 'information' | 'insurer-reply' | 'bounce' | 'delivery-notice' | 'own-mail';

/** The tables of the mailboxes that are read, as the queries see them. */
export interface MailInTables {
  mailbox_place: { mailbox: string; uid_validity: number; uid: number; changed_at: Date };
  mail_attempt: { mailbox: string; uid_validity: number; uid: number; attempts: number; begun_at: Date };
  mail_taken: { procedure: string; mark: Buffer; became: MailBecame; taken_at: Date };
}

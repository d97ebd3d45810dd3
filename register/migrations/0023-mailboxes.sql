-- How far each mailbox has been read. UIDs count within one UIDVALIDITY (RFC 9051, 2.3.1.1); with another one the mailbox is read from its
-- beginning, and what was taken before is known again by its mark.
create table mailbox_place (
  -- Its name in the file of mailboxes.
  mailbox      text primary key,
  uid_validity bigint not null,
  -- Everything up to this UID has been dealt with.
  uid          bigint not null,
  changed_at   timestamptz not null
);

-- Mails that were begun and not ended yet: one that fails again and again is set aside, even where it ends the process.
create table mail_attempt (
  mailbox      text not null,
  uid_validity bigint not null,
  uid          bigint not null,
  attempts     integer not null,
  begun_at     timestamptz not null,
  primary key (mailbox, uid_validity, uid)
);

-- Each mail that a firm has taken, by a keyed mark of its Message-ID and content, so that it is taken once whichever mailbox it is in.
create table mail_taken (
  procedure text not null,
  mark      bytea not null,
  became    text not null check (became in ('intake', 'information', 'insurer-reply', 'bounce', 'delivery-notice', 'own-mail')),
  taken_at  timestamptz not null,
  primary key (procedure, mark)
);

-- A digest that comes back to the firm's own mailbox is known by its number.
create index digest_by_message on digest (message_id);

-- The daily digest: what each member of a firm's staff is told on a working day. It speaks of references, duties and dates only,
-- so it stands in the open. The finished message is kept before the first attempt, as a letter's is.
create table digest (
  id             uuid primary key,
  procedure      text not null,
  -- In the firm's zone.
  day            date not null,
  -- The id of the member of staff; one whose mail would be the same, to the same address, shares it.
  person         text not null,
  language       text not null,
  state          text not null check (state in ('queued', 'sending', 'sent', 'overtaken')),
  envelope_from  text not null,
  envelope_to    text not null,
  message_id     text not null,
  mime           bytea not null,
  lease_until    timestamptz,
  data_began_at  timestamptz,
  attempts       integer not null default 0,
  last_code      integer,
  -- Set where an attempt went out while an earlier one may have reached the mail server: the one case of a second copy.
  possibly_duplicated_at timestamptz,
  sent_at        timestamptz,
  created_at     timestamptz not null,
  unique (procedure, day, person)
);

-- What the digest looks for: letters that went to an insurer, and complaints whose time with the mediator ends.
create index letter_to_insurer on letter (reference, sent_at) where recipient = 'insurer' and state = 'sent';
create index complaint_of_consumers on complaint (procedure, received_on) where capacity = 'consumer';

-- Letters that the mail server took and that came back: not sent, so their duties are open again.
alter table letter
  -- Written for an address that has changed since: it is written anew before it leaves.
  add column outdated      boolean not null default false,
  add column bounced_at    timestamptz,
  -- What the server that could not deliver it said, as RFC 3463 numbers it: 5.1.1.
  add column bounce_status text check (bounce_status ~ '^[245]\.\d{1,3}\.\d{1,3}$');
-- A notice of non-delivery, and a reply, name the mail that they are about.
create index letter_by_message on letter (message_id) where message_id is not null;

-- How often a duty was open again after it had ended: what a workflow has seen of it before counts no more.
alter table duty add column opened_again integer not null default 0;

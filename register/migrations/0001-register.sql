-- The register of complaints. What is personal stands encrypted in personal_text, under a key per complaint that is kept
-- in a schema of its own: keys are backed up apart, and destroying one erases the person.

create schema keys;

create table keys.complaint_key (
  reference  text primary key,
  key        bytea not null check (length(key) = 32),
  created_at timestamptz not null default now()
);

create table procedure_version (
  version   text primary key,
  procedure text not null,
  content   text not null,
  kept_at   timestamptz not null default now()
);

-- One row a firm and year; its lock lasts to the end of the registering transaction, so that no number is lost.
create table reference_counter (
  prefix text not null,
  year   integer not null,
  last   integer not null,
  primary key (prefix, year)
);

create table complaint (
  reference         text primary key,
  procedure         text not null,
  procedure_version text not null references procedure_version (version),
  kind              text not null,
  channel           text not null,
  language          text not null,
  country           text not null,
  capacity          text not null,
  sender            text not null,
  sent_on           date,
  received_on       date not null,
  registered_on     date not null,
  received_at       timestamptz not null,
  registered_at     timestamptz not null,
  registered_by     text not null,
  stage             text not null,
  level             text not null,
  case_handler      text,
  outcome           text,
  next_due_at       timestamptz,
  closed_at         timestamptz,
  facts             jsonb not null
);
create index complaint_open on complaint (next_due_at) where closed_at is null;
create index complaint_by_procedure on complaint (procedure, reference);
create index complaint_newest on complaint (registered_at desc, reference desc);
create index complaint_by_due_date on complaint (next_due_at, reference);

create table personal_text (
  id        uuid primary key,
  reference text not null references complaint (reference),
  purpose   text not null,
  cipher    bytea not null,
  digest    bytea generated always as (sha256(cipher)) stored,
  kept_at   timestamptz not null default now()
);
create index personal_text_of_complaint on personal_text (reference);

create table duty (
  reference text not null references complaint (reference),
  duty      text not null,
  occasion  text not null,
  due_on    date not null,
  due_at    timestamptz not null,
  send_on   date not null,
  send_at   timestamptz not null,
  send_by   timestamptz not null,
  limits    jsonb not null,
  letters   text[] not null,
  done_at   timestamptz,
  void      text,
  number    bigint generated always as identity,
  primary key (reference, duty, occasion)
);
create index duty_open on duty (due_at) where done_at is null and void is null;

-- What has been accepted for a complaint's workflow: the outbox, and what became of each message.
create table message (
  id           uuid primary key,
  position     bigint generated always as identity,
  reference    text not null references complaint (reference),
  signal       text not null check (signal in ('decide', 'escalate', 'receive')),
  body         jsonb not null,
  texts        uuid references personal_text (id),
  given_texts  text[] not null,
  actor        text not null,
  accepted_at  timestamptz not null,
  delivered_at timestamptz,
  -- Failed attempts at delivery, and when the next may be made: one complaint that cannot be reached holds up no other.
  failures     integer not null default 0,
  retry_at     timestamptz,
  state        text not null default 'accepted' check (state in ('accepted', 'applied', 'refused')),
  refusal      text,
  settled_at   timestamptz
);
create index message_of_complaint on message (reference, position);
create index message_undelivered on message (reference, position) where delivered_at is null;

create table letter (
  id                uuid primary key,
  reference         text not null references complaint (reference),
  duty              text not null,
  occasion          text not null,
  kind              text not null,
  recipient         text not null,
  language          text not null,
  state             text not null check (state in ('queued', 'sending', 'sent', 'awaiting-post', 'superseded')),
  way               text not null check (way in ('e-mail', 'post')),
  letter_date       date not null,
  content           uuid not null references personal_text (id),
  mime              uuid references personal_text (id),
  message_id        text,
  lease_until       timestamptz,
  data_began_at     timestamptz,
  attempts          integer not null default 0,
  last_code         integer,
  sent_at           timestamptz,
  posted_on         date,
  registered_number text,
  number            bigint generated always as identity,
  created_at        timestamptz not null,
  unique (reference, duty, occasion, kind)
);
create index letter_in_post_tray on letter (created_at) where state = 'awaiting-post';

create table breach (
  reference    text not null references complaint (reference),
  duty         text not null,
  occasion     text not null,
  source       text not null,
  due_on       date not null,
  reason       text not null,
  recorded_at  timestamptz not null,
  withdrawn_at timestamptz,
  primary key (reference, duty, occasion, source)
);

create table idempotency_key (
  actor      text not null,
  route      text not null,
  key        text not null,
  reference  text,
  message    uuid,
  digest     bytea not null,
  created_at timestamptz not null default now(),
  primary key (actor, route, key)
);

-- The journal: rows are added, never changed, each chained to the one before by a hash over the digests of what it speaks of.
create table journal (
  reference   text not null references complaint (reference),
  number      integer not null,
  at          timestamptz not null,
  actor       text not null,
  event       text not null,
  detail      jsonb not null default '{}',
  digest      bytea,
  recorded_at timestamptz not null default clock_timestamp(),
  previous    bytea not null,
  hash        bytea not null,
  primary key (reference, number)
);

create function journal_hash(entry journal) returns bytea language sql immutable as $$
  select sha256(entry.previous || convert_to(jsonb_build_array(
    entry.reference, entry.number, extract(epoch from entry.at)::text, entry.actor, entry.event, entry.detail,
    coalesce(encode(entry.digest, 'hex'), ''), extract(epoch from entry.recorded_at)::text)::text, 'UTF8'))
$$;

create function journal_chain() returns trigger language plpgsql as $$
declare last journal;
begin
  perform pg_advisory_xact_lock(hashtextextended('journal ' || new.reference, 0));
  select * into last from journal where reference = new.reference order by number desc limit 1;
  new.number := coalesce(last.number, 0) + 1;
  new.previous := coalesce(last.hash, '\x');
  new.hash := journal_hash(new);
  return new;
end $$;
create trigger journal_chain before insert on journal for each row execute function journal_chain();

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The journal is append-only: its rows are never changed or deleted.';
end $$;
create trigger journal_is_append_only before update or delete on journal
  for each row execute function journal_is_append_only();
create trigger journal_is_never_emptied before truncate on journal
  for each statement execute function journal_is_append_only();

-- Once a day a hash over the last row of every chain: it shows later that no chain was shortened.
create table journal_anchor (
  day        date primary key,
  anchored_at timestamptz not null,
  chains     bigint not null,
  hash       bytea not null
);

create function journal_anchor_hash(until timestamptz) returns table (chains bigint, hash bytea) language sql stable as $$
  select count(*), sha256(convert_to(coalesce(string_agg(reference || ' ' || number || ' ' || encode(hash, 'hex'), e'\n'
    order by reference collate "C"), ''), 'UTF8'))
  from (select distinct on (reference) reference, number, hash from journal where recorded_at < until
        order by reference, number desc) as heads
$$;

-- What arrives and waits for staff: confirmed, completed, redirected, or no complaint at all. Its texts stand encrypted under a key of
-- their own, which goes with the complaint that it became or was added to.
create table keys.intake_key (
  intake     uuid primary key,
  key        bytea not null check (length(key) = 32),
  -- Set once the intake belongs to a complaint: erasing that person erases this as well.
  complaint  text references keys.complaint_key (reference) on delete cascade,
  created_at timestamptz not null default now()
);
create index intake_key_of_complaint on keys.intake_key (complaint) where complaint is not null;

-- Keys of the whole register, one for each use: the marks by which duplicates are found, the forms that staff are given.
create table keys.register_key (
  purpose    text primary key,
  key        bytea not null check (length(key) = 32),
  created_at timestamptz not null default now()
);
-- gen_random_uuid draws from the system's strong source; three of them hold more than the 32 bytes need.
insert into keys.register_key (purpose, key)
  select purpose, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
  from unnest(array['marks', 'forms']) as purpose;

create table intake (
  id           uuid primary key,
  -- By which people name it.
  number       bigint generated always as identity unique,
  source       text not null check (source in ('mail', 'form', 'staff', 'system')),
  channel      text not null,
  -- The firm; null where it is not known yet.
  procedure    text,
  -- Why it may be no person's message: a code, never a text. Nothing is sent to its sender before somebody has confirmed it.
  suspicion    text,
  -- The clock runs from here, whenever somebody looks at it.
  received_at  timestamptz not null,
  received_on  date,
  -- The first limit that it would have if it were registered as it stands; null where the firm is not known.
  due_on       date,
  -- The names of fields that could not be read.
  unread       text[] not null default '{}',
  -- Staff whom it is about, by id.
  barred       text[] not null default '{}',
  -- Where the message itself is kept, by an opaque name.
  raw_source   text,
  -- By which the same message is known again: a keyed mark of what its system calls it.
  origin       bytea unique,
  state        text not null default 'waiting'
               check (state in ('waiting', 'registered', 'information', 'redirected', 'not-a-complaint', 'duplicate')),
  -- The complaint that it became, was added to, or repeats.
  complaint    text references complaint (reference),
  kept_at      timestamptz not null,
  kept_by      text not null,
  decided_at   timestamptz,
  decided_by   text
);
create index intake_waiting on intake (due_on nulls first, received_at) where state = 'waiting';
create index intake_of_firm on intake (procedure, number);
create index intake_of_complaint on intake (complaint) where complaint is not null;

-- Encrypted: what came (`source`), what was read of it or typed (`fields`), and statements about it (`statement`).
create table intake_text (
  id      uuid primary key,
  intake  uuid not null references intake (id),
  purpose text not null check (purpose in ('source', 'fields', 'statement')),
  cipher  bytea not null,
  digest  bytea generated always as (sha256(cipher)) stored,
  kept_at timestamptz not null default clock_timestamp(),
  number  bigint generated always as identity
);
create index intake_text_of_intake on intake_text (intake, purpose, number);

-- What became of an intake, by whom: added to, never changed, chained like the journal of complaints, since here stands why something
-- was taken for no complaint.
create table intake_event (
  intake      uuid not null references intake (id),
  number      integer not null,
  at          timestamptz not null,
  actor       text not null,
  event       text not null,
  detail      jsonb not null default '{}',
  digest      bytea,
  recorded_at timestamptz not null default clock_timestamp(),
  previous    bytea not null,
  hash        bytea not null,
  primary key (intake, number)
);

create function intake_event_hash(entry intake_event) returns bytea language sql immutable as $$
  select sha256(entry.previous || convert_to(jsonb_build_array(
    entry.intake, entry.number, extract(epoch from entry.at)::text, entry.actor, entry.event, entry.detail,
    coalesce(encode(entry.digest, 'hex'), ''), extract(epoch from entry.recorded_at)::text)::text, 'UTF8'))
$$;

create function intake_event_chain() returns trigger language plpgsql as $$
declare last intake_event;
begin
  perform pg_advisory_xact_lock(hashtextextended('intake ' || new.intake, 0));
  select * into last from intake_event where intake = new.intake order by number desc limit 1;
  new.number := coalesce(last.number, 0) + 1;
  new.previous := coalesce(last.hash, '\x');
  new.hash := intake_event_hash(new);
  return new;
end $$;
create trigger intake_event_chain before insert on intake_event for each row execute function intake_event_chain();
create trigger intake_event_is_append_only before update or delete on intake_event
  for each row execute function journal_is_append_only();
create trigger intake_event_is_never_emptied before truncate on intake_event
  for each statement execute function journal_is_append_only();

-- A request that made or decided an intake: only the holder of that intake's key can recompute its digest.
alter table idempotency_key add column intake uuid;

-- Marks of who complains about which contract and matter, by which a second message about the same is found. Keyed, so that nothing
-- personal stands in them; derived, left out of backups, made again with the index of words; gone with the key of what they are of.
create table search.complaint_mark (
  reference text not null references keys.complaint_key (reference) on delete cascade,
  kind      text not null check (kind in ('e-mail', 'phone', 'name', 'contract', 'claim', 'matter')),
  mark      bytea not null,
  primary key (reference, kind, mark)
);
create index complaint_mark_found on search.complaint_mark (mark, kind) include (reference);

create table search.intake_mark (
  intake uuid not null references keys.intake_key (intake) on delete cascade,
  kind   text not null check (kind in ('e-mail', 'phone', 'name', 'contract', 'claim', 'matter')),
  mark   bytea not null,
  primary key (intake, kind, mark)
);
create index intake_mark_found on search.intake_mark (mark, kind) include (intake);

-- Insurers as staff keep them: over the entries of the data file that bear the same id, and beside them.
create table insurer (
  id          text primary key,
  name        text not null,
  email       text,
  address     text[],
  language    text,
  valid_from  date,
  valid_until date,
  revision    integer not null,
  changed_at  timestamptz not null,
  changed_by  text not null,
  check (email is not null or address is not null)
);

create table insurer_change (
  insurer  text not null,
  revision integer not null,
  at       timestamptz not null,
  actor    text not null,
  -- As it stood, and as it stands since; `before` is null for a new entry.
  before   jsonb,
  after    jsonb not null,
  primary key (insurer, revision)
);
create trigger insurer_change_is_append_only before update or delete on insurer_change
  for each row execute function journal_is_append_only();
create trigger insurer_change_is_never_emptied before truncate on insurer_change
  for each statement execute function journal_is_append_only();

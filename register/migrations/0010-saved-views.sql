-- Lists that somebody keeps under a name: the filters of a page as its address has them. Words that were searched for are left out,
-- since they may name a person.
create table saved_view (
  id         uuid primary key,
  account    uuid not null references account (id),
  page       text not null check (page in ('my-day', 'register')),
  name       text not null,
  query      text not null,
  -- The firm with whose people it is shared; null where it is its owner's alone.
  procedure  text,
  created_at timestamptz not null
);
create unique index saved_view_of_account on saved_view (account, page, lower(name));
create index saved_view_shared on saved_view (procedure) where procedure is not null;

-- Who took what out of the register: rows are added when an export begins, and say at its end how many complaints left. A row without
-- an end is an export that was broken off. `filter` leaves out the words that were searched for, and says that there were some.
create table register_export (
  id          uuid primary key,
  at          timestamptz not null,
  actor       text not null,
  account     uuid references account (id),
  format      text not null check (format in ('csv', 'xlsx')),
  -- With the columns that name people.
  personal    boolean not null,
  -- `*` is every firm.
  firms       text[] not null,
  filter      jsonb not null,
  ended_at    timestamptz,
  complaints  integer
);
create index register_export_by_day on register_export (at);

create function register_export_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.ended_at is null and new.ended_at is not null
    and (to_jsonb(new) - 'ended_at' - 'complaints') = (to_jsonb(old) - 'ended_at' - 'complaints') then return new; end if;
  raise exception 'What was exported stays on record: its rows are ended once, and never changed or deleted.';
end $$;
create trigger register_export_is_kept before update or delete on register_export
  for each row execute function register_export_is_kept();
create trigger register_export_is_never_emptied before truncate on register_export
  for each statement execute function journal_is_append_only();

-- What `npm run doleance -- verify` found: the register page shows the last one.
create table journal_verification (
  at         timestamptz primary key,
  rows       bigint not null,
  chains     bigint not null,
  faults     bigint not null
);

-- Who has a complaint open now; worth nothing after a crash.
create unlogged table complaint_presence (
  reference text not null,
  account   uuid not null,
  seen_at   timestamptz not null,
  primary key (reference, account)
);
create index complaint_presence_by_time on complaint_presence (seen_at);

-- What my day counts and lists: few among many.
create index complaint_owing on complaint (next_due_at, reference) where next_due_at is not null;
create index complaint_awaiting_approval on complaint (procedure, reference) where facts ? 'proposal';
create index complaint_replied on complaint (procedure, reference) where facts ? 'insurerReplied' and closed_at is null;
create index duty_enquiry_open on duty (reference) where duty = 'enquiry-answer' and done_at is null and void is null;
create index breach_standing on breach (recorded_at desc, reference) where withdrawn_at is null;

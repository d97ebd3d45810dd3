-- Keys to the API, of people and of systems; what is kept of each tells nobody how it reads.
create table api_token (
  id           uuid primary key,
  -- A system's is named in the journal, so it is never given again.
  name         text not null,
  -- Absent for a system.
  account      uuid references account (id),
  digest       bytea not null unique check (length(digest) = 32),
  -- Its last characters, by which people tell theirs apart.
  ending       text not null,
  capabilities text[] not null,
  -- `*` is every firm.
  firms        text[] not null,
  created_at   timestamptz not null,
  created_by   text not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   text
);
create unique index api_token_of_system on api_token (lower(name)) where account is null;
create index api_token_of_account on api_token (account);

alter table account add column signed_in_at timestamptz;

-- Who gave whom which role when: rows are added, never changed, each chained to the one before as the journal's are.
create table account_change (
  number      bigint primary key,
  at          timestamptz not null,
  actor       text not null,
  event       text not null,
  account     uuid references account (id),
  token       uuid references api_token (id),
  detail      jsonb not null default '{}',
  recorded_at timestamptz not null default clock_timestamp(),
  previous    bytea not null,
  hash        bytea not null
);
create index account_change_of_account on account_change (account, number);

create function account_change_hash(entry account_change) returns bytea language sql immutable as $$
  select sha256(entry.previous || convert_to(jsonb_build_array(
    entry.number, extract(epoch from entry.at)::text, entry.actor, entry.event, coalesce(entry.account::text, ''),
    coalesce(entry.token::text, ''), entry.detail, extract(epoch from entry.recorded_at)::text)::text, 'UTF8'))
$$;

create function account_change_chain() returns trigger language plpgsql as $$
declare last account_change;
begin
  perform pg_advisory_xact_lock(hashtextextended('account_change', 0));
  select * into last from account_change order by number desc limit 1;
  new.number := coalesce(last.number, 0) + 1;
  new.previous := coalesce(last.hash, '\x');
  new.hash := account_change_hash(new);
  return new;
end $$;
create trigger account_change_chain before insert on account_change for each row execute function account_change_chain();
create trigger account_change_is_append_only before update or delete on account_change
  for each row execute function journal_is_append_only();
create trigger account_change_is_never_emptied before truncate on account_change
  for each statement execute function journal_is_append_only();

-- How often something was tried, by the digest of what it was tried with: no address and no login can be read here.
create table try_count (
  what    text not null,
  who     bytea not null,
  tries   integer not null,
  ends_at timestamptz not null,
  primary key (what, who)
);
create index try_count_by_end on try_count (ends_at);

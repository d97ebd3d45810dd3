-- People who work at the desk, and what each may do for which firm. Nobody is deleted: the journal names them.
create table account (
  id            uuid primary key,
  -- Names them in the journal, so it never changes and is never given again.
  login         text not null unique check (login = lower(login)),
  name          text not null,
  email         text,
  language      text not null default 'fr' check (language in ('fr', 'nl', 'en')),
  theme         text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  single_keys   boolean not null default true,
  -- As scrypt has it, with its salt and its cost; absent where another service knows them.
  password      text,
  issuer        text,
  subject       text,
  created_at    timestamptz not null,
  disabled_at   timestamptz,
  unique (issuer, subject)
);

-- `*` is every firm, those to come too. `staff` is who they are among the procedure's staff.
create table account_grant (
  account   uuid not null references account (id),
  procedure text not null,
  role      text not null check (role in ('case-handler', 'complaints-manager', 'compliance', 'administrator')),
  staff     text,
  primary key (account, procedure, role)
);

create table desk_session (
  -- The digest of what the cookie holds: who reads this table can sign in as nobody.
  id         bytea primary key,
  account    uuid references account (id),
  content    jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index desk_session_by_end on desk_session (expires_at);
create index desk_session_of_account on desk_session (account);

-- Somebody must not see a complaint: they have declared a conflict of interest. Staff whom it is about stand in its facts.
create table conflict_of_interest (
  reference   text not null references complaint (reference),
  account     uuid not null references account (id),
  declared_at timestamptz not null,
  primary key (reference, account)
);
create index conflict_of_account on conflict_of_interest (account);

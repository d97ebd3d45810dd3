-- What somebody has typed into the web form and not sent yet: encrypted under a key of its own, which is destroyed when the day is over, or
-- when the draft has become a complaint or an intake.
create table keys.draft_key (
  draft      uuid primary key,
  key        bytea not null check (length(key) = 32),
  expires_at timestamptz not null
);
create index draft_key_by_end on keys.draft_key (expires_at);

create table form_draft (
  id         uuid primary key,
  procedure  text not null,
  language   text not null,
  -- Null while nothing was saved.
  content    bytea,
  created_at timestamptz not null,
  saved_at   timestamptz not null,
  -- What it became; nothing of its content is left then.
  became_complaint text references complaint (reference),
  became_intake    uuid references intake (id),
  ended_at   timestamptz,
  check (num_nonnulls(became_complaint, became_intake) <= 1)
);
create index form_draft_by_age on form_draft (saved_at);

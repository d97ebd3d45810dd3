-- Files that belong to no complaint yet: to a draft of the web form, or to an intake. Each has a key of its own, under which its bytes and
-- its details stand encrypted. It goes with its holder's key, or into the complaint that its holder becomes: then the attachment's details
-- hold it, and the bytes stay where they are.
create table keys.waiting_file_key (
  file   uuid primary key,
  key    bytea not null check (length(key) = 32),
  intake uuid references keys.intake_key (intake) on delete cascade,
  draft  uuid references keys.draft_key (draft) on delete cascade,
  check (num_nonnulls(intake, draft) = 1)
);
create index waiting_file_key_of_intake on keys.waiting_file_key (intake) where intake is not null;
create index waiting_file_key_of_draft on keys.waiting_file_key (draft) where draft is not null;

-- Who holds a file stands with its key; a row whose key is gone is of a file whose bytes are to be removed.
create table waiting_file (
  id             uuid primary key,
  number         bigint generated always as identity,
  -- What it was called, and the digest of its content, encrypted.
  details        bytea not null,
  type           text not null,
  -- Bytes of the content.
  size           bigint not null check (size > 0),
  -- The name of the bytes in the storage.
  stored_as      text not null unique check (stored_as ~ '^[0-9a-f]{64}$'),
  scan           text not null check (scan in ('not-scanned', 'clean', 'infected')),
  scanned_at     timestamptz,
  -- What the scanner calls the malware.
  signature      text,
  -- Scans that came to no result, and when the next may be tried.
  scan_failures  integer not null default 0,
  scan_after     timestamptz,
  added_by       text not null,
  added_at       timestamptz not null,
  check ((scan = 'infected') = (signature is not null))
);
create index waiting_file_by_number on waiting_file (number);
create index waiting_file_not_scanned on waiting_file (number) where scan = 'not-scanned';

-- Files that belong to a complaint. Their bytes stand in a storage of their own, encrypted under the complaint's key and named by their
-- digest; what they were called, and the digest of their content, is personal and stands encrypted in personal_text.
create table attachment (
  id             uuid primary key,
  number         bigint generated always as identity,
  reference      text not null references complaint (reference),
  details        uuid not null references personal_text (id),
  type           text not null,
  -- Bytes of the content.
  size           bigint not null check (size > 0),
  -- The name of the bytes in the storage; null once they are gone.
  stored_as      text unique check (stored_as ~ '^[0-9a-f]{64}$'),
  scan           text not null check (scan in ('not-scanned', 'clean', 'infected')),
  scanned_at     timestamptz,
  -- What the scanner calls the malware.
  signature      text,
  -- Scans that came to no result, and when the next may be tried.
  scan_failures  integer not null default 0,
  scan_after     timestamptz,
  added_by       text not null,
  added_at       timestamptz not null,
  removed_by     text,
  removed_at     timestamptz,
  removal        text,
  check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removal is null)),
  check ((scan = 'infected') = (signature is not null))
);
create index attachment_of_complaint on attachment (reference, number);
create index attachment_in_quarantine on attachment (reference) where scan = 'infected' and removed_at is null;
create index attachment_not_scanned on attachment (number) where scan = 'not-scanned' and removed_at is null and stored_as is not null;

-- What came in on a complaint by itself, a reply by mail or something on the private page, and nobody of the staff has read yet. A row goes
-- when somebody says that they have read it, or decides on the complaint; the journal keeps that it came and who read it.
create table unread_message (
  message   uuid primary key references message (id),
  reference text not null references complaint (reference),
  at        timestamptz not null
);
create index unread_message_of_complaint on unread_message (reference, at);

-- What staff found out about two complaints that may be about the same: linked, or none of each other. Nothing is ever merged.
create table complaint_pair (
  one     text not null references complaint (reference),
  other   text not null references complaint (reference),
  verdict text not null check (verdict in ('linked', 'apart')),
  at      timestamptz not null,
  actor   text not null,
  primary key (one, other),
  check (one < other)
);
create index complaint_pair_of_other on complaint_pair (other);

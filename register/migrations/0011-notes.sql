-- What staff worded otherwise in a letter: its words stand in it, or it could not leave with them and was written without.
alter table letter add column edit text check (edit in ('used', 'left-out'));

-- What staff note for each other about a complaint; it is in no letter and no file for the mediator. The text stands encrypted.
create table note (
  id          uuid primary key,
  reference   text not null references complaint (reference),
  number      bigint generated always as identity,
  author      text not null,
  author_name text not null,
  text        uuid not null references personal_text (id),
  written_at  timestamptz not null
);
create index note_of_complaint on note (reference, number);

-- Mail that is held back: of a whole firm, by an operator; of one complaint, where the register knows less than Temporal does.
-- A hold that was released stays, so that a late letter can be explained.
create table mail_hold (
  id          bigint generated always as identity primary key,
  procedure   text not null,
  reference   text references complaint (reference),
  reason      text not null,
  held_at     timestamptz not null,
  held_by     text not null,
  released_at timestamptz,
  released_by text
);
create unique index mail_hold_in_force on mail_hold (procedure, coalesce(reference, '')) where released_at is null;

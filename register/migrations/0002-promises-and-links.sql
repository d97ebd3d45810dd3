-- The day that a letter gives somebody: the new date of an interim reply, the last day to write, the insurer's date to reply.
alter table letter add column promised_on date;

-- The earlier complaint that a new matter came from.
alter table complaint add column linked_to text references complaint (reference);
create index complaint_linked_to on complaint (linked_to) where linked_to is not null;

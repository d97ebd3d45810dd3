-- Letters of all complaints, a page at a time: in the order of their writing, from any place on; and those that are about to leave by
-- e-mail, which are few among many that have left.
create unique index letter_in_order on letter (number);
create index letter_leaving on letter (number) where state in ('queued', 'sending');

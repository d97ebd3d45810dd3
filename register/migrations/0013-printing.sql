-- Letters of the post tray: who printed them last, and when. Printed is not posted; and a letter that was printed before the answer made
-- it needless is to be taken from the pile, until somebody says that it was.
alter table letter
  add column printed_at timestamptz,
  add column printed_by text,
  add column taken_back_at timestamptz,
  add column taken_back_by text,
  add constraint letter_printed_by_somebody check ((printed_at is null) = (printed_by is null)),
  add constraint letter_taken_back_by_somebody check ((taken_back_at is null) = (taken_back_by is null));

create index letter_printed_in_vain on letter (number)
  where state = 'superseded' and printed_at is not null and taken_back_at is null;

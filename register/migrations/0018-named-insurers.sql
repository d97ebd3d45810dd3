-- Insurers that a decision named in full and that the directory does not have, so that complaints are found by them. Derived like
-- the words of complaints: left out of backups, made again from the encrypted texts, and gone with the complaint's key.
create table search.named_insurer (
  reference text not null references keys.complaint_key (reference) on delete cascade,
  slug      text not null,
  name      text not null,
  primary key (reference, slug)
);
create index named_insurer_by_slug on search.named_insurer (slug, reference);

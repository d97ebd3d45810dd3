-- The words of complaints, so that they can be found. Personal, and derived: left out of backups, made again from the encrypted
-- texts, and gone in the very moment in which a complaint's key is destroyed.
create schema search;

create table search.complaint_text (
  reference text primary key references keys.complaint_key (reference) on delete cascade,
  document  tsvector not null
);
create index complaint_text_words on search.complaint_text using gin (document);

create function search.without_accents(word text) returns text language sql immutable parallel safe as $$
  select regexp_replace(normalize(word, nfd), '[\u0300-\u036f]', '', 'g')
$$;

-- The forms under which words are found: without accents as they stand, and their French and Dutch stems. A stemmer reads accents
-- ('annulée' is 'annul'), so it reads a word that has some both with and without them. Numbers and addresses have no stems.
create function search.forms(words text[]) returns table (word text, form text) language sql immutable parallel safe as $$
  select word, form from unnest(words) as word
  cross join lateral (select search.without_accents(word) as plain, word !~ '[0-9@]' as has_stem) as folded
  cross join lateral (values
    (plain),
    (case when has_stem then search.without_accents((ts_lexize('pg_catalog.french_stem', word))[1]) end),
    (case when has_stem then search.without_accents((ts_lexize('pg_catalog.dutch_stem', word))[1]) end),
    (case when has_stem and plain <> word then (ts_lexize('pg_catalog.french_stem', plain))[1] end),
    (case when has_stem and plain <> word then (ts_lexize('pg_catalog.dutch_stem', plain))[1] end)) as one (form)
  where form <> ''
$$;

create function search.document(words text[]) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array(select form from search.forms(words)))
$$;

-- Whether a word is one that every text has: 'de', 'van'.
create function search.is_common(word text) returns boolean language sql immutable parallel safe as $$
  select coalesce(ts_lexize('pg_catalog.french_stem', word) = '{}' or ts_lexize('pg_catalog.dutch_stem', word) = '{}', false)
$$;

-- A document has room for a megabyte: what is beyond it cannot be found, and hinders nobody from writing.
create function search.joined(one tsvector, other tsvector) returns tsvector language plpgsql immutable as $$
begin
  return one || other;
exception when program_limit_exceeded then
  return one;
end $$;

-- Lists by the day of receipt, the oldest or the latest first; and by what is due next, from any place in the list on: what owes nothing
-- is due at no time.
create index complaint_by_receipt on complaint (received_at, reference);
drop index complaint_by_due_date;
create index complaint_by_due_date on complaint ((coalesce(next_due_at, 'infinity')), reference);

-- What a request made that is not a complaint or a message, so that its repetition gets the same answer, word for word: plain facts only.
alter table idempotency_key add column result json;

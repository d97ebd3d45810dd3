-- The page on which a complainant sees how the complaint stands. Its address has a token that follows from the complaint's key; only its
-- digest is kept here. Whoever is erased has no page: the token can be made again by nobody.
create table private_page (
  reference  text primary key references keys.complaint_key (reference) on delete cascade,
  -- Grows with each revocation: another token follows, and the one before leads nowhere.
  generation integer not null,
  digest     bytea not null unique check (length(digest) = 32)
);

-- What files of forms that nobody has sent yet take together: of one firm, and of one network. Both are null once a file is an intake's.
alter table waiting_file
  add column firm    text,
  -- A keyed mark: nobody can tell from it where the file came from.
  add column network bytea,
  add check ((firm is null) = (network is null));
create index waiting_file_of_firm on waiting_file (firm) include (size) where firm is not null;
create index waiting_file_of_network on waiting_file (network) include (size) where network is not null;

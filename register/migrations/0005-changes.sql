-- The order in which the journals of all complaints are followed by who wants to hear of every change.
--
-- A number from a sequence would not do: it is drawn when a row is written, and transactions commit in another order. Who has read up
-- to number 8 would never see number 7, of a transaction that commits later. So each row keeps the transaction that wrote it, and
-- readers stop before the oldest transaction that is still under way (pg_snapshot_xmin): what lies before that point is complete and
-- stays as it is, and (transaction, reference, number) is a place in it to go on from. Nobody waits for a lock to write.
--
-- Rows from before this migration have no transaction: nobody has begun to follow them.
alter table journal add column transaction xid8;
alter table journal alter column transaction set default pg_current_xact_id();
create index journal_followed on journal (transaction, reference collate "C", number);

-- Wakes who listens once the transaction has committed; what has changed is read from the table, so a lost notification loses nothing.
create function journal_wakes() returns trigger language plpgsql as $$
begin
  perform pg_notify('journal', '');
  return null;
end $$;
create trigger journal_wakes after insert on journal for each statement execute function journal_wakes();

-- How many complaints run on a version of a procedure is counted from this alone.
create index complaint_of_version on complaint (procedure_version) include (closed_at);

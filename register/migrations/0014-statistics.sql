-- What a complaint is about, from the lists in procedures/classification: ids only. `insurer` is the id of an insurer of the directory.
alter table complaint add column product text;
alter table complaint add column reason_category text;
alter table complaint add column root_cause text;
alter table complaint add column insurer text;

-- What was promised to be paid, in plain once the letter that promises it is out, or the offer was accepted. Of a complaint treated a
-- second time both answers may promise something: the latest of a part counts.
create table redress (
  reference   text not null references complaint (reference),
  part        text not null check (part in ('classic', 'gdpr')),
  kind        text not null check (kind in ('redress', 'offer-accepted')),
  -- The decision that names it, by its message's id.
  decision    uuid not null references message (id),
  cents       bigint not null check (cents >= 0),
  currency    text not null,
  -- The day of the evidence, in the firm's zone.
  on_day      date not null,
  recorded_at timestamptz not null,
  primary key (reference, part, kind)
);

-- A firm's zone and the public holidays of its calendar: what days are counted with. Kept from the procedure in force.
create table firm_calendar (
  procedure text primary key,
  time_zone text not null,
  holidays  date[] not null
);

create function mondays_to_fridays(until date) returns integer language sql immutable parallel safe as $$
  -- From Monday 3 January 2000 on; only differences are used.
  select 5 * div(days, 7)::integer + least(mod(days, 7), 5)::integer from (select (until - date '2000-01-03' + 1)::numeric as days) as counted
$$;

-- Monday to Friday without public holidays; the first day is not counted, the last one is.
create function working_days_between(first date, last date, holidays date[]) returns integer language sql immutable parallel safe as $$
  select mondays_to_fridays(last) - mondays_to_fridays(first)
    - (select count(*)::integer from unnest(holidays) as day where day > first and day <= last and extract(isodow from day) < 6)
$$;

-- How duties were kept, a letter for each who can set a limit: the firm's procedure, the ACPR, the GDPR, Belgian law. `l` late: a breach
-- stands; `p` pending: something is open; `i` in time: done; `-` nothing was owed, or something else took its place.
create function timeliness(duties text[], complaint_reference text) returns text language sql stable parallel safe as $$
  select string_agg(coalesce((
    select case
      when bool_or(breach.reference is not null) then 'l'
      when bool_or(duty.done_at is null and duty.void is null) then 'p'
      when bool_or(duty.done_at is not null) then 'i' end
    from duty left join breach on breach.reference = duty.reference and breach.duty = duty.duty and breach.occasion = duty.occasion
      and breach.source = source.name and breach.withdrawn_at is null
    where duty.reference = complaint_reference and duty.duty = any(duties)
      and duty.limits @> jsonb_build_array(jsonb_build_object('source', source.name))
  ), '-'), '' order by source.place)
  from unnest(array['procedure', 'acpr', 'gdpr', 'belgium']) with ordinality as source (name, place)
$$;

create function month_of(day date) returns date language sql immutable parallel safe as $$
  select day - extract(day from day)::integer + 1
$$;

-- What statistics count of a complaint, from the register as it stands. All days are in the firm's zone. `facts` is what decides who may
-- not see the complaint, and nothing else, so that the same condition applies to a complaint and to its figure.
create view figure_now as
select complaint.reference, complaint.procedure,
  case when complaint.facts ? 'barred' then jsonb_build_object('barred', complaint.facts -> 'barred') else '{}'::jsonb end as facts,
  complaint.kind, complaint.channel, complaint.level, complaint.capacity, complaint.product, complaint.reason_category,
  complaint.root_cause, complaint.insurer, complaint.outcome,
  complaint.facts #>> '{closure,reason}' as closure,
  complaint.facts ->> 'responsibility' as responsibility,
  coalesce((complaint.facts ->> 'disagreed')::boolean, false) as disagreed,
  complaint.received_on,
  (complaint.closed_at at time zone firm_calendar.time_zone)::date as closed_on,
  answer.on_day as answered_on,
  working_days_between(complaint.received_on, answer.on_day, firm_calendar.holidays) as treated_in,
  complaint.facts ->> 'mediator' as mediation,
  case when complaint.facts ? 'mediator' then (coalesce((
    select min(message.accepted_at) from message
    where message.reference = complaint.reference and message.state <> 'refused'
      and (message.body ->> 'to' = 'mediator' or message.body ->> 'what' in ('mediator-accepted', 'mediator-refused', 'mediator-opinion'))
  ), complaint.registered_at) at time zone firm_calendar.time_zone)::date end as mediation_on,
  timeliness('{acknowledgement}', complaint.reference) as acknowledged,
  timeliness('{final-response,gdpr-response}', complaint.reference) as answered,
  month_of(complaint.received_on) as received_month,
  month_of((complaint.closed_at at time zone firm_calendar.time_zone)::date) as closed_month,
  month_of(answer.on_day) as answered_month
from complaint left join firm_calendar using (procedure)
cross join lateral (
  select (to_timestamp(case complaint.kind
    when 'classic' then (complaint.facts ->> 'answeredAt')::numeric
    when 'gdpr' then (complaint.facts #>> '{gdpr,answeredAt}')::numeric
    else case when complaint.facts ? 'answeredAt' and complaint.facts #> '{gdpr,answeredAt}' is not null
      then greatest((complaint.facts ->> 'answeredAt')::numeric, (complaint.facts #>> '{gdpr,answeredAt}')::numeric) end
  end / 1000) at time zone firm_calendar.time_zone)::date as on_day
) as answer;

-- The same, kept: derived, narrow, and quick to count. Triggers keep it at every change of what it is made from.
create table figure as table figure_now with no data;
alter table figure add primary key (reference);
alter table figure alter column procedure set not null;
alter table figure alter column received_on set not null;
create index figure_received on figure (procedure, received_on);
create index figure_received_month on figure (procedure, received_month);
create index figure_closed_month on figure (procedure, closed_month);
create index figure_answered_month on figure (procedure, answered_month);
create index figure_mediated on figure (procedure, mediation_on) where mediation_on is not null;
create index figure_with_barred on figure (procedure) where facts <> '{}'::jsonb;

create function keep_figures(changed text[]) returns void language plpgsql as $$
begin
  -- Whoever else changes one of these complaints waits, so that the last to write has seen everything.
  perform from complaint where reference = any(changed) order by reference for no key update;
  insert into figure select * from figure_now where reference = any(changed)
  on conflict (reference) do update set (
      procedure, facts, kind, channel, level, capacity,
      product, reason_category, root_cause, insurer, outcome, closure,
      responsibility, disagreed, received_on, closed_on, answered_on, treated_in,
      mediation, mediation_on, acknowledged, answered, received_month, closed_month,
      answered_month)
    = (
      excluded.procedure, excluded.facts, excluded.kind, excluded.channel, excluded.level, excluded.capacity,
      excluded.product, excluded.reason_category, excluded.root_cause, excluded.insurer, excluded.outcome, excluded.closure,
      excluded.responsibility, excluded.disagreed, excluded.received_on, excluded.closed_on, excluded.answered_on, excluded.treated_in,
      excluded.mediation, excluded.mediation_on, excluded.acknowledged, excluded.answered, excluded.received_month, excluded.closed_month,
      excluded.answered_month);
end $$;

create function figure_follows() returns trigger language plpgsql as $$
begin
  perform keep_figures(array(select distinct reference from changed));
  return null;
end $$;
create trigger figure_follows_new_complaint after insert on complaint
  referencing new table as changed for each statement execute function figure_follows();
create trigger figure_follows_complaint after update on complaint
  referencing new table as changed for each statement execute function figure_follows();
create trigger figure_follows_new_duty after insert on duty
  referencing new table as changed for each statement execute function figure_follows();
create trigger figure_follows_duty after update on duty
  referencing new table as changed for each statement execute function figure_follows();
create trigger figure_follows_new_breach after insert on breach
  referencing new table as changed for each statement execute function figure_follows();
create trigger figure_follows_breach after update on breach
  referencing new table as changed for each statement execute function figure_follows();

create function figure_follows_calendar() returns trigger language plpgsql as $$
begin
  perform keep_figures(array(select complaint.reference from complaint where complaint.procedure in (select changed.procedure from changed)));
  return null;
end $$;
create trigger figure_follows_new_calendar after insert on firm_calendar
  referencing new table as changed for each statement execute function figure_follows_calendar();
create trigger figure_follows_calendar after update on firm_calendar
  referencing new table as changed for each statement execute function figure_follows_calendar();

-- Figures added up by firm and month, so that years of a large register are read at once. What a month's sums are made from has changed
-- where a mark stands; whoever reads statistics first adds those months up anew. Marks are only ever added by writers, so that nobody
-- waits for anybody at a busy month's row.
create table figure_month (
  procedure text not null,
  month     date not null,
  received  integer not null,
  closed    integer not null,
  tallies   jsonb not null,
  primary key (procedure, month)
);
create table figure_month_mark (procedure text not null, month date not null);

create function figure_marks() returns trigger language plpgsql as $$
begin
  insert into figure_month_mark
  select distinct changed.procedure, one.month
  from changed cross join lateral (values (changed.received_month), (changed.closed_month), (changed.answered_month), (month_of(changed.mediation_on))) as one (month)
  where one.month is not null;
  return null;
end $$;
create trigger figure_marks_new after insert on figure referencing new table as changed for each statement execute function figure_marks();
create trigger figure_marks_before after update on figure referencing old table as changed for each statement execute function figure_marks();
create trigger figure_marks_after after update on figure referencing new table as changed for each statement execute function figure_marks();
create trigger figure_marks_gone after delete on figure referencing old table as changed for each statement execute function figure_marks();

create function redress_marks() returns trigger language plpgsql as $$
begin
  insert into figure_month_mark
  select distinct complaint.procedure, month_of(changed.on_day) from changed join complaint using (reference);
  return null;
end $$;
create trigger redress_marks_new after insert on redress referencing new table as changed for each statement execute function redress_marks();
create trigger redress_marks_before after update on redress referencing old table as changed for each statement execute function redress_marks();
create trigger redress_marks_after after update on redress referencing new table as changed for each statement execute function redress_marks();

-- The sums of one month, each as a list of [what is counted by …, how many].
create function month_tallies(firm text, wanted date) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'received', coalesce((select jsonb_agg(jsonb_build_array(level, channel, kind, acknowledged, answered, disagreed, number)) from (
      select level, channel, kind, acknowledged, answered, disagreed, count(*) as number from figure
      where procedure = firm and received_month = wanted group by 1, 2, 3, 4, 5, 6) as counted), '[]'),
    'about', coalesce((select jsonb_agg(jsonb_build_array(product, reason_category, root_cause, number)) from (
      select product, reason_category, root_cause, count(*) as number from figure
      where procedure = firm and received_month = wanted group by 1, 2, 3) as counted), '[]'),
    'insurers', coalesce((select jsonb_agg(jsonb_build_array(insurer, number)) from (
      select insurer, count(*) as number from figure
      where procedure = firm and received_month = wanted group by 1) as counted), '[]'),
    'closed', coalesce((select jsonb_agg(jsonb_build_array(outcome, closure, number)) from (
      select outcome, closure, count(*) as number from figure
      where procedure = firm and closed_month = wanted group by 1, 2) as counted), '[]'),
    'treated', coalesce((select jsonb_agg(jsonb_build_array(treated_in, number)) from (
      select treated_in, count(*) as number from figure
      where procedure = firm and answered_month = wanted group by 1) as counted), '[]'),
    'mediation', coalesce((select jsonb_agg(jsonb_build_array(mediation, number)) from (
      select mediation, count(*) as number from figure
      where procedure = firm and mediation_on >= wanted and mediation_on < (wanted + interval '1 month')::date group by 1) as counted), '[]'),
    'redress', coalesce((select jsonb_agg(jsonb_build_array(kind, currency, cents, number)) from (
      select redress.kind, redress.currency, sum(redress.cents) as cents, count(*) as number
      from redress join figure using (reference)
      where figure.procedure = firm and redress.on_day >= wanted and redress.on_day < (wanted + interval '1 month')::date
      group by 1, 2) as counted), '[]'))
$$;
create index redress_by_day on redress (on_day);

-- Marks are taken away before the months are added up: what commits in between leaves its own.
create function add_up_marked_months() returns void language plpgsql as $$
declare
  firms text[];
  months date[];
begin
  if not exists (select from figure_month_mark) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('figure_month', 0));
  with taken as (delete from figure_month_mark returning procedure, month)
  select array_agg(procedure), array_agg(month) into firms, months from (select distinct procedure, month from taken) as marked;
  insert into figure_month
  select marked.procedure, marked.month,
    (select count(*) from figure where figure.procedure = marked.procedure and received_month = marked.month),
    (select count(*) from figure where figure.procedure = marked.procedure and closed_month = marked.month),
    month_tallies(marked.procedure, marked.month)
  from unnest(firms, months) as marked (procedure, month)
  on conflict (procedure, month) do update
  set received = excluded.received, closed = excluded.closed, tallies = excluded.tallies;
end $$;

-- Corrective actions. Their texts are the firm's own about its ways of working; the desk says that no name belongs into them. An action
-- that comes from measures announced to a complainant has no title: its words stand, encrypted, with the decision.
create table action (
  id           uuid primary key,
  -- By which people name it.
  number       bigint generated always as identity unique,
  procedure    text not null,
  title        text,
  description  text,
  -- What it is to mend, where it is about a recurring cause.
  reason_category text,
  product      text,
  insurer      text,
  root_cause   text,
  -- The decision `announce-measures` that it follows from.
  message      uuid unique references message (id),
  -- The action that was found not effective, in the place of which this one comes.
  follows      uuid unique references action (id),
  -- By id, from the firm's staff.
  owner        text,
  due_on       date not null,
  opened_at    timestamptz not null,
  opened_by    text not null,
  done_on      date,
  done_by      text,
  -- When it is looked at whether it worked.
  check_on     date,
  checked_on   date,
  checked_by   text,
  effective    boolean,
  -- Why it was found effective or not, or given up.
  finding      text,
  given_up_on  date,
  given_up_by  text,
  revision     integer not null default 1,
  check ((done_on is null) = (done_by is null)),
  check (checked_on is null or done_on is not null),
  check ((checked_on is null) = (effective is null)),
  check (title is not null or message is not null)
);
create index action_of_firm on action (procedure, due_on);
create index action_open on action (due_on) where given_up_on is null and (done_on is null or checked_on is null or not effective);

create table action_complaint (
  action    uuid not null references action (id),
  reference text not null references complaint (reference),
  primary key (action, reference)
);
create index action_of_complaint on action_complaint (reference);

-- What became of an action, by whom; added to, never changed.
create table action_event (
  action uuid not null references action (id),
  number integer not null,
  at     timestamptz not null,
  actor  text not null,
  event  text not null,
  detail jsonb not null default '{}',
  primary key (action, number)
);
create trigger action_event_is_append_only before update or delete on action_event
  for each row execute function journal_is_append_only();
create trigger action_event_is_never_emptied before truncate on action_event
  for each statement execute function journal_is_append_only();

-- What complaints from before this migration have not been given yet, because it stands encrypted.
create table statistics_backfill (done_at timestamptz not null);
insert into figure select * from figure_now;

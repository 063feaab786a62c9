-- +goose Up
-- What candidates were told about an interview, one row for each mail.
create table tellings (
  id bigint generated always as identity primary key,
  interview_id bigint not null references interviews (id),
  version integer not null,
  type text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  method text not null,
  room text not null default '',
  phone_number text not null default '',
  link_url text not null default '',
  host_id bigint not null references employees (id),
  message text not null default '',
  told_at timestamptz not null
);
create index tellings_by_interview on tellings (interview_id, id);
insert into tellings (interview_id, version, type, starts_at, ends_at, method, room, phone_number, link_url, host_id, message, told_at)
  select id, version, type, starts_at, ends_at, method, room, phone_number, case when link_state = 'ready' then link_url else '' end,
    host_id, message, updated_at
  from interviews where state = 'scheduled' and invited_version = version;
-- When the watchdog looks next, and what it has found amiss, separated by spaces.
alter table interviews add column watch_at timestamptz;
alter table interviews add column worries text not null default '';
create index interviews_by_watch on interviews (watch_at) where watch_at is not null;

-- +goose Down
select 'forward only';

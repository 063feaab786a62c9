-- +goose Up
-- A comparison of everybody's calendar with the interviews, and what it has found.
create table comparisons (
  id integer primary key autoincrement,
  started_by integer not null references employees (id),
  started_at datetime not null,
  ended_at datetime,
  total integer not null default 0,
  done integer not null default 0,
  after_id integer not null default 0,
  tries integer not null default 0,
  updated_at datetime not null
);

-- The rows of interviews and events are named by their ids only: an event may belong to none.
create table findings (
  id integer primary key autoincrement,
  comparison_id integer not null references comparisons (id),
  kind text not null check (kind in ('stray', 'missing', 'kept', 'unread')),
  employee_id integer not null references employees (id),
  interview_id integer not null default 0,
  calendar_event_id integer not null default 0,
  calendar_id text not null default '',
  event_id text not null default '',
  starts_at datetime,
  ends_at datetime,
  found_at datetime not null,
  asked_by integer not null default 0,
  asked_at datetime,
  taken_at datetime,
  outcome text not null default '',
  detail text not null default ''
);
create index findings_by_comparison on findings (comparison_id, asked_at);

-- +goose Down
select 'forward only';

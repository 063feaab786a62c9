-- +goose Up
-- A comparison of everybody's calendar with the interviews, and what it has found.
create table comparisons (
  id bigint generated always as identity primary key,
  started_by bigint not null references employees (id),
  started_at timestamptz not null,
  ended_at timestamptz,
  total integer not null default 0,
  done integer not null default 0,
  after_id bigint not null default 0,
  tries integer not null default 0,
  updated_at timestamptz not null
);

-- The rows of interviews and events are named by their ids only: an event may belong to none.
create table findings (
  id bigint generated always as identity primary key,
  comparison_id bigint not null references comparisons (id),
  kind text not null check (kind in ('stray', 'missing', 'kept', 'unread')),
  employee_id bigint not null references employees (id),
  interview_id bigint not null default 0,
  calendar_event_id bigint not null default 0,
  calendar_id text not null default '',
  event_id text not null default '',
  starts_at timestamptz,
  ends_at timestamptz,
  found_at timestamptz not null,
  asked_by bigint not null default 0,
  asked_at timestamptz,
  taken_at timestamptz,
  outcome text not null default '',
  detail text not null default ''
);
create index findings_by_comparison on findings (comparison_id, asked_at);

-- +goose Down
select 'forward only';

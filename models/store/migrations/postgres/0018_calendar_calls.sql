-- +goose Up
-- What was asked of Cronofy about an interview's event and when, and what came of it.
create table calendar_calls (
  id bigint generated always as identity primary key,
  interview_id bigint not null references interviews (id),
  employee_id bigint not null references employees (id),
  version integer not null,
  deed text not null check (deed in ('write', 'remove', 'read')),
  outcome text not null,
  detail text not null default '',
  asked_at timestamptz not null,
  answered_at timestamptz
);
create index calendar_calls_by_interview on calendar_calls (interview_id, id);
create index calendar_calls_by_asked_at on calendar_calls (asked_at);

-- +goose Down
select 'forward only';

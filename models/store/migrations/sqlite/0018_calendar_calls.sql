-- +goose Up
-- What was asked of Cronofy about an interview's event and when, and what came of it.
create table calendar_calls (
  id integer primary key autoincrement,
  interview_id integer not null references interviews (id),
  employee_id integer not null references employees (id),
  version integer not null,
  deed text not null check (deed in ('write', 'remove', 'read')),
  outcome text not null,
  detail text not null default '',
  asked_at datetime not null,
  answered_at datetime
);
create index calendar_calls_by_interview on calendar_calls (interview_id, id);
create index calendar_calls_by_asked_at on calendar_calls (asked_at);

-- +goose Down
select 'forward only';

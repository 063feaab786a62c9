-- +goose Up
-- What people changed in the calendar itself, until a recruiter has decided which side wins, and when
-- each event was last compared.
alter table interviews add column drifted_at timestamptz;
alter table calendar_events add column looked_at timestamptz;
alter table calendar_events add column renew_link boolean not null default false;
alter table calendar_events add column drift_deleted boolean not null default false;
alter table calendar_events add column drift_starts_at timestamptz;
alter table calendar_events add column drift_ends_at timestamptz;
alter table calendar_events add column drift_link_gone boolean not null default false;
alter table calendar_events add column drift_link_url text not null default '';
alter table calendar_events add column drift_other_url text not null default '';
alter table calendar_events add column drift_noticed_at timestamptz;
create index calendar_events_by_employee on calendar_events (employee_id, state);

-- +goose Down
select 'forward only';

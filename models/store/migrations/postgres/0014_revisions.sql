-- +goose Up
-- A time that was booked although the host has another interview then.
alter table interviews add column overlap_accepted boolean not null default false;
-- The calendar does not take the event, whatever became of the link.
alter table interviews add column event_failing boolean not null default false;
-- The addresses the event invites, one in a line: Cronofy is told who is to be taken off.
alter table calendar_events add column invited text not null default '';

-- +goose Down
select 'forward only';

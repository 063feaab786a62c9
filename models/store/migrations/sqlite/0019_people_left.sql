-- +goose Up
-- The host or the organizer of an interview to come is no longer active: somebody else has to be chosen.
alter table interviews add column people_left boolean not null default false;

-- +goose Down
select 'forward only';

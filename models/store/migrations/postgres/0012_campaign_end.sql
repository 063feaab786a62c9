-- +goose Up
-- When a sending of the instructions has reached everybody.
alter table campaigns add column finished_at timestamptz;
update campaigns set finished_at = created_at;

-- +goose Down
select 'forward only';

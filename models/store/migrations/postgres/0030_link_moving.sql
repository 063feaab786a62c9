-- +goose Up
-- Since when a calendar is asked to take a change and to keep the link, without having answered: the candidate
-- hears of the change once the link is known to hold.
alter table interviews add column link_moving_since timestamptz;

-- +goose Down
select 'forward only';

-- +goose Up
-- What somebody was asked to do. It is empty where nobody has written that down, and stands for anything.
alter table instructions add column asked text not null default '';

-- +goose Down
select 'forward only';

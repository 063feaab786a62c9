-- +goose Up
-- What was entered when a form was sent; empty where that is not known. The same form with other entries is
-- no repetition of the first sending.
alter table submissions add column fingerprint text not null default '';

-- +goose Down
select 'forward only';

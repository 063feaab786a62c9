-- +goose Up
-- Who asked IT last, to be told when IT has confirmed; 0 when nobody asked, or before this was kept.
alter table provider_setups add column it_asked_by bigint not null default 0;

-- +goose Down
select 'forward only';

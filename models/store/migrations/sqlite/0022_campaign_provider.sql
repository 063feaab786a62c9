-- +goose Up

-- The provider from whose set-up a campaign was sent; empty for one about all of them.
alter table campaigns add column provider text not null default '';

-- +goose Up
-- Whether somebody left to sign in again to an account that was connected before; Cronofy's page for that does
-- not lead back.
alter table personal_authorizations add column renews boolean not null default false;

-- Changes that wait too long for a calendar are looked for every minute.
create index interviews_link_moving on interviews (link_moving_since) where link_moving_since is not null;

-- +goose Down
select 'forward only';

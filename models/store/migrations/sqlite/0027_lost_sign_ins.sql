-- +goose Up
-- Since when the sign-in of an account has ended, or Cronofy no longer reports it; when its owner was written
-- to about that; and when it came back, until they have read so. Losses of before count as told.
alter table conferencing_profiles add column lost_at datetime;
alter table conferencing_profiles add column loss_told_at datetime;
alter table conferencing_profiles add column back_at datetime;
update conferencing_profiles set lost_at = coalesce(gone_at, seen_at), loss_told_at = coalesce(gone_at, seen_at)
  where connected = false or gone_at is not null;

-- Since when Cronofy does not answer when an employee's account is read; null while it does.
alter table synchronizations add column silent_since datetime;

-- +goose Down
select 'forward only';

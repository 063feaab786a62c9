-- +goose Up
-- The newest mail to the candidate was refused by the mail server, and nobody has told them another way.
alter table interviews add column unreached boolean not null default false;
update interviews set unreached = true where exists (select 1 from mails
  where mails.interview_id = interviews.id and mails.kind in ('invitation', 'update', 'cancellation') and mails.state = 'rejected'
    and not exists (select 1 from mails later where later.interview_id = mails.interview_id and later.id > mails.id
      and later.kind in ('invitation', 'update', 'cancellation')));

-- +goose Down
select 'forward only';

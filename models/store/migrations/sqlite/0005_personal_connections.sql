-- +goose Up
-- The person's own marks on their accounts, and what became of accounts that are no longer reported.
alter table conferencing_profiles add column connected_at datetime not null default '2026-01-01 00:00:00+00:00';
alter table conferencing_profiles add column gone_at datetime;
alter table conferencing_profiles add column accepted_at datetime;
alter table conferencing_profiles add column declined_at datetime;
alter table conferencing_profiles add column chosen_at datetime;
alter table conferencing_profiles add column not_used_at datetime;
update conferencing_profiles set connected_at = created_at, accepted_at = created_at;

-- Visits of employees to Cronofy to connect an own account with a provider.
create table personal_authorizations (
  id integer primary key autoincrement,
  employee_id integer not null references employees (id),
  provider text not null,
  token text not null unique,
  outcome text not null,
  seen text not null default '',
  returned_at datetime,
  look_at datetime,
  looks integer not null default 0,
  created_at datetime not null
);
create index personal_authorizations_by_employee on personal_authorizations (employee_id, provider, id);
create index personal_authorizations_by_look on personal_authorizations (look_at);

-- What administrators and IT have done about a provider.
create table provider_setups (
  provider text primary key,
  opened_at datetime,
  switched_off boolean not null default false,
  it_mail text not null default '',
  it_language text not null default '',
  it_asked_at datetime,
  it_visited_at datetime,
  it_confirmed_at datetime,
  it_confirmed_by text not null default '',
  it_confirmed_on text not null default '',
  it_confirmer_id integer not null default 0,
  it_reopened_at datetime,
  it_reopened_by integer not null default 0
);

-- When an employee's account was last asked to be read out of turn.
alter table synchronizations add column read_asked_at datetime;

-- +goose Down
select 'forward only';

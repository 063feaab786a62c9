-- +goose Up
-- The person's own marks on their accounts, and what became of accounts that are no longer reported.
alter table conferencing_profiles add column connected_at timestamptz not null default '2026-01-01 00:00:00+00:00';
alter table conferencing_profiles add column gone_at timestamptz;
alter table conferencing_profiles add column accepted_at timestamptz;
alter table conferencing_profiles add column declined_at timestamptz;
alter table conferencing_profiles add column chosen_at timestamptz;
alter table conferencing_profiles add column not_used_at timestamptz;
update conferencing_profiles set connected_at = created_at, accepted_at = created_at;

-- Visits of employees to Cronofy to connect an own account with a provider.
create table personal_authorizations (
  id bigint generated always as identity primary key,
  employee_id bigint not null references employees (id),
  provider text not null,
  token text not null unique,
  outcome text not null,
  seen text not null default '',
  returned_at timestamptz,
  look_at timestamptz,
  looks bigint not null default 0,
  created_at timestamptz not null
);
create index personal_authorizations_by_employee on personal_authorizations (employee_id, provider, id);
create index personal_authorizations_by_look on personal_authorizations (look_at);

-- What administrators and IT have done about a provider.
create table provider_setups (
  provider text primary key,
  opened_at timestamptz,
  switched_off boolean not null default false,
  it_mail text not null default '',
  it_language text not null default '',
  it_asked_at timestamptz,
  it_visited_at timestamptz,
  it_confirmed_at timestamptz,
  it_confirmed_by text not null default '',
  it_confirmed_on text not null default '',
  it_confirmer_id bigint not null default 0,
  it_reopened_at timestamptz,
  it_reopened_by bigint not null default 0
);

-- When an employee's account was last asked to be read out of turn.
alter table synchronizations add column read_asked_at timestamptz;

-- +goose Down
select 'forward only';

-- +goose Up
-- Where a sign-in began in the network, for the person who looks for one that is not theirs.
alter table sign_ins add column address text not null default '';

-- The hours of each day of the week, Monday first; empty means those that everybody has at first.
alter table employees add column working_hours text not null default '';

-- A visit to the company's sign-in provider: a browser that is expected back, once, within ten minutes.
create table provider_visits (
  id bigint generated always as identity primary key,
  state_hash bytea not null unique,
  browser_hash bytea not null,
  nonce_hash bytea not null,
  verifier bytea,
  target text not null default '',
  draft text not null default '',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index provider_visits_by_expiry on provider_visits (expires_at);

-- Who somebody is at the provider. A changed address there is still the same person here.
create table provider_accounts (
  id bigint generated always as identity primary key,
  employee_id bigint not null references employees (id),
  issuer text not null,
  subject text not null,
  email text not null,
  created_at timestamptz not null,
  unique (issuer, subject),
  unique (issuer, employee_id)
);
create index provider_accounts_by_employee on provider_accounts (employee_id);

-- +goose Down
select 'forward only';

-- +goose Up
-- Where a sign-in began in the network, for the person who looks for one that is not theirs.
alter table sign_ins add column address text not null default '';

-- The hours of each day of the week, Monday first; empty means those that everybody has at first.
alter table employees add column working_hours text not null default '';

-- A visit to the company's sign-in provider: a browser that is expected back, once, within ten minutes.
create table provider_visits (
  id integer primary key autoincrement,
  state_hash blob not null unique,
  browser_hash blob not null,
  nonce_hash blob not null,
  verifier blob,
  target text not null default '',
  draft text not null default '',
  created_at datetime not null,
  expires_at datetime not null,
  consumed_at datetime
);
create index provider_visits_by_expiry on provider_visits (expires_at);

-- Who somebody is at the provider. A changed address there is still the same person here.
create table provider_accounts (
  id integer primary key autoincrement,
  employee_id integer not null references employees (id),
  issuer text not null,
  subject text not null,
  email text not null,
  created_at datetime not null,
  unique (issuer, subject),
  unique (issuer, employee_id)
);
create index provider_accounts_by_employee on provider_accounts (employee_id);

-- +goose Down
select 'forward only';

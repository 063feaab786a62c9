-- +goose Up
-- The company's calendar. The history stays; the current one is the row without disconnected_at.
create table calendar_integrations (
  id integer primary key autoincrement,
  kind text not null,
  state text not null,
  problem text not null default '',
  domain text not null default '',
  accepted_by integer not null references employees (id),
  accepted_at datetime not null,
  accepted_text text not null,
  connected_by integer not null default 0,
  connected_at datetime,
  disconnected_at datetime,
  created_at datetime not null
);

-- Grants of Cronofy: the company's service account and one account per synchronized employee.
create table accounts (
  id integer primary key autoincrement,
  integration_id integer not null references calendar_integrations (id),
  employee_id integer not null default 0,
  sub text not null,
  scope text not null default '',
  access_token blob,
  refresh_token blob,
  access_expires_at datetime,
  leased_until datetime,
  ended_at datetime,
  created_at datetime not null
);
create unique index accounts_by_employee on accounts (employee_id) where ended_at is null;
create unique index accounts_by_sub on accounts (sub) where ended_at is null;

create table synchronizations (
  employee_id integer primary key references employees (id),
  state text not null,
  problem text not null default '',
  error text not null default '',
  error_key text not null default '',
  error_description text not null default '',
  secret_hash blob,
  callback_url blob,
  code blob,
  attempts integer not null default 0,
  requested_at datetime,
  failing_since datetime,
  retry_at datetime,
  synchronized_at datetime
);
create index synchronizations_by_state on synchronizations (state, retry_at);
create unique index synchronizations_by_secret on synchronizations (secret_hash);

-- What userinfo last said about an employee's calendar.
create table employee_calendars (
  employee_id integer primary key references employees (id),
  profile_id text not null,
  calendar_id text not null default '',
  kind text not null,
  provider_name text not null default '',
  provider_protocol text not null default '',
  profile_name text not null default '',
  connected boolean not null,
  writable boolean not null,
  integrated boolean not null,
  relink_url text not null default '',
  read_at datetime not null
);

create table conferencing_profiles (
  id integer primary key autoincrement,
  employee_id integer not null references employees (id),
  provider text not null,
  profile_id text not null,
  name text not null default '',
  connected boolean not null,
  relink_url text not null default '',
  seen_at datetime not null,
  created_at datetime not null,
  unique (employee_id, profile_id)
);

-- Proven failing: Cronofy named a cause for this host, provider and way of making the link.
create table conferencing_failures (
  employee_id integer not null references employees (id),
  provider text not null,
  profile_id text not null,
  cause text not null,
  failed_at datetime not null,
  primary key (employee_id, provider, profile_id)
);

create table authorization_requests (
  id integer primary key autoincrement,
  state_hash blob not null unique,
  sign_in_id integer not null references sign_ins (id),
  employee_id integer not null references employees (id),
  integration_id integer not null references calendar_integrations (id),
  purpose text not null,
  data_centre text not null,
  redirect_uri text not null,
  outcome text not null default '',
  seen text not null default '',
  code blob,
  expires_at datetime not null,
  consumed_at datetime,
  created_at datetime not null
);

create table reachability_checks (
  id integer primary key autoincrement,
  state text not null,
  problem text not null default '',
  url text not null default '',
  secret_hash blob unique,
  sealed_secret blob,
  access_token blob,
  channel_id text not null default '',
  employee_id integer not null references employees (id),
  started_at datetime not null,
  settled_at datetime
);

create table channels (
  id integer primary key autoincrement,
  employee_id integer not null references employees (id),
  channel_id text not null default '',
  secret_hash blob not null unique,
  closed_at datetime,
  created_at datetime not null
);
create index channels_by_employee on channels (employee_id);

-- Callbacks as they came in; the digest recognizes a repeated one for a day.
create table callbacks (
  id integer primary key autoincrement,
  kind text not null,
  owner_id integer not null default 0,
  digest blob not null,
  raw blob,
  received_at datetime not null
);
create unique index callbacks_by_digest on callbacks (kind, owner_id, digest);

-- Calls to Cronofy reserved per second and per minute, shared by all processes.
create table call_budgets (
  bucket text primary key,
  used integer not null,
  expires_at datetime not null
);

-- +goose Down
select 'forward only';

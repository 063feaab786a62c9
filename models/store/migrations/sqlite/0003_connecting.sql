-- +goose Up
-- The company's calendar. The history stays; the current one is the row without disconnected_at.
create table calendar_integrations (
  id integer primary key autoincrement,
  system text not null,
  exchange text not null default '',
  state text not null,
  problem text not null default '',
  detail text not null default '',
  domain text not null default '',
  provider text not null default '',
  accepted_by integer not null references employees (id),
  accepted_at datetime not null,
  accepted_text text not null,
  connected_by integer not null default 0,
  connected_at datetime,
  disconnected_at datetime,
  created_at datetime not null
);
create unique index calendar_integrations_current on calendar_integrations ((disconnected_at is null)) where disconnected_at is null;

-- Grants of Cronofy: the company's service account (employee 0) and one per synchronized employee.
create table accounts (
  id integer primary key autoincrement,
  integration_id integer not null references calendar_integrations (id),
  employee_id integer not null default 0,
  sub text not null,
  scope text not null default '',
  access_token blob,
  refresh_token blob,
  access_expires_at datetime not null,
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
  insisted boolean not null default false,
  secret_hash blob,
  callback_url blob,
  code blob,
  attempts integer not null default 0,
  requested_at datetime,
  failing_since datetime,
  retry_at datetime,
  synchronized_at datetime,
  read_due_at datetime
);
create index synchronizations_by_state on synchronizations (state, employee_id);
create index synchronizations_by_retry on synchronizations (retry_at);
create index synchronizations_by_read on synchronizations (read_due_at);
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
create index employee_calendars_by_kind on employee_calendars (kind);

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

-- Proven failing: Cronofy named a cause for this host, provider and way of making the link. The
-- profile is empty where the calendar makes the link itself.
create table conferencing_failures (
  employee_id integer not null references employees (id),
  provider text not null,
  profile_id text not null default '',
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
  outcome text not null,
  error text not null default '',
  seen text not null default '',
  code blob,
  expires_at datetime not null,
  consumed_at datetime,
  created_at datetime not null
);
create index authorization_requests_by_integration on authorization_requests (integration_id, id);

create table reachability_checks (
  id integer primary key autoincrement,
  state text not null,
  problem text not null default '',
  url text not null,
  secret_hash blob not null unique,
  secret blob,
  employee_id integer not null references employees (id),
  started_at datetime not null,
  settled_at datetime
);

-- Push channels of employees. A closed one keeps its row, so that late pushes are recognized.
create table channels (
  id integer primary key autoincrement,
  employee_id integer not null references employees (id),
  channel_id text not null default '',
  secret_hash blob not null unique,
  callback_url blob,
  closed_at datetime,
  created_at datetime not null
);
create unique index channels_by_employee on channels (employee_id) where closed_at is null;

-- Digests of callbacks that had their effect: a repeated one has none. Kept for some days.
create table callbacks (
  digest blob primary key,
  kind text not null,
  received_at datetime not null
);
create index callbacks_by_time on callbacks (received_at);

-- How far ahead, in microseconds since 1970, calls to Cronofy are spent; shared by all processes.
create table call_budgets (
  name text primary key,
  spent_until integer not null
);
insert into call_budgets (name, spent_until) values ('cronofy', 0);

-- +goose Down
select 'forward only';

-- +goose Up
-- One row: this installation is one company. Its key is the root of every event id it writes.
create table installations (
  id bigint primary key check (id = 1),
  key text not null,
  company_name text not null default '',
  language text not null default 'en',
  time_zone text not null default 'Etc/UTC',
  synchronize_everyone boolean not null default false,
  founded_at timestamptz
);
insert into installations (id, key) values (1, substr(md5(random()::text || clock_timestamp()::text), 1, 16));

create table employees (
  id bigint generated always as identity primary key,
  name text not null,
  email text not null unique,
  title text not null default '',
  phone text not null default '',
  role text not null check (role in ('employee', 'recruiter', 'administrator')),
  language text not null,
  time_zone text not null,
  password_hash text not null default '',
  hosts_interviews boolean not null default false,
  shared_mailbox boolean not null default false,
  deactivated_at timestamptz,
  created_at timestamptz not null
);

-- Sign-ins are what a session points to: revoking the row ends the session at the next request.
create table sign_ins (
  id bigint generated always as identity primary key,
  employee_id bigint not null references employees (id),
  user_agent text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz
);
create index sign_ins_by_employee on sign_ins (employee_id);

create table sessions (
  token text primary key,
  data bytea not null,
  expires_at timestamptz not null
);
create index sessions_by_expiry on sessions (expires_at);

create table links (
  id bigint generated always as identity primary key,
  purpose text not null,
  owner_id bigint not null,
  hash bytea not null unique,
  sealed bytea,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index links_by_owner on links (purpose, owner_id);

create table throttles (
  key text primary key,
  hits bigint not null,
  started_at timestamptz not null
);

-- A form that was sent twice has one effect: the second finds the first one's answer here.
create table submissions (
  employee_id bigint not null references employees (id),
  request_id text not null,
  result text not null,
  created_at timestamptz not null,
  primary key (employee_id, request_id)
);

-- Who did what: key and arguments, worded when read.
create table activities (
  id bigint generated always as identity primary key,
  actor_kind text not null,
  actor_id bigint not null default 0,
  actor_name text not null default '',
  key text not null,
  args text not null default '{}',
  subject_kind text not null default '',
  subject_id bigint not null default 0,
  created_at timestamptz not null
);
create index activities_by_subject on activities (subject_kind, subject_id, id);

create table mails (
  id bigint generated always as identity primary key,
  message_id text not null unique,
  kind text not null,
  interview_id bigint not null default 0,
  change bigint not null default 0,
  employee_id bigint not null default 0,
  recipient text not null,
  subject text not null,
  sealed bytea,
  state text not null check (state in ('queued', 'accepted', 'rejected')),
  problem text not null default '',
  created_at timestamptz not null,
  settled_at timestamptz,
  erased_at timestamptz
);
create index mails_by_interview on mails (interview_id, id);

-- +goose Down
select 'forward only';

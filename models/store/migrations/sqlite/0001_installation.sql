-- +goose Up
-- One row: this installation is one company. Its key is the root of every event id it writes.
create table installations (
  id integer primary key check (id = 1),
  key text not null,
  company_name text not null default '',
  language text not null default 'en',
  time_zone text not null default 'Etc/UTC',
  synchronize_everyone boolean not null default false,
  founded_at datetime
);
insert into installations (id, key) values (1, lower(hex(randomblob(8))));

create table employees (
  id integer primary key autoincrement,
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
  deactivated_at datetime,
  created_at datetime not null
);

-- Sign-ins are what a session points to: revoking the row ends the session at the next request.
create table sign_ins (
  id integer primary key autoincrement,
  employee_id integer not null references employees (id),
  user_agent text not null default '',
  created_at datetime not null,
  last_seen_at datetime not null,
  revoked_at datetime
);
create index sign_ins_by_employee on sign_ins (employee_id);

create table sessions (
  token text primary key,
  data blob not null,
  expires_at datetime not null
);
create index sessions_by_expiry on sessions (expires_at);

create table links (
  id integer primary key autoincrement,
  purpose text not null,
  owner_id integer not null,
  hash blob not null unique,
  sealed blob,
  expires_at datetime not null,
  created_at datetime not null
);
create index links_by_owner on links (purpose, owner_id);

create table throttles (
  key text primary key,
  hits integer not null,
  started_at datetime not null
);

-- A form that was sent twice has one effect: the second finds the first one's answer here.
create table submissions (
  employee_id integer not null references employees (id),
  request_id text not null,
  result text not null,
  created_at datetime not null,
  primary key (employee_id, request_id)
);

-- Who did what: key and arguments, worded when read.
create table activities (
  id integer primary key autoincrement,
  actor_kind text not null,
  actor_id integer not null default 0,
  actor_name text not null default '',
  key text not null,
  args text not null default '{}',
  subject_kind text not null default '',
  subject_id integer not null default 0,
  created_at datetime not null
);
create index activities_by_subject on activities (subject_kind, subject_id, id);

create table mails (
  id integer primary key autoincrement,
  message_id text not null unique,
  kind text not null,
  interview_id integer not null default 0,
  change integer not null default 0,
  employee_id integer not null default 0,
  recipient text not null,
  subject text not null,
  sealed blob,
  state text not null check (state in ('queued', 'accepted', 'rejected')),
  problem text not null default '',
  created_at datetime not null,
  settled_at datetime,
  erased_at datetime
);
create index mails_by_interview on mails (interview_id, id);

-- +goose Down
select 'forward only';

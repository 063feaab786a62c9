-- +goose Up
create table positions (
  id integer primary key autoincrement,
  title text not null,
  location text not null default '',
  version integer not null,
  closed_at datetime,
  created_at datetime not null
);
create index positions_by_title on positions (title, id);

create table candidates (
  id integer primary key autoincrement,
  position_id integer not null references positions (id),
  name text not null,
  email text not null default '',
  phone text not null default '',
  language text not null,
  time_zone text not null,
  applied_on text not null,
  version integer not null,
  created_at datetime not null
);
create index candidates_by_name on candidates (name, id);
create index candidates_by_position on candidates (position_id, name, id);

-- Normalized words (lower case, no accents) by which people and positions are found.
create table search_words (
  kind text not null,
  word text not null,
  owner_id integer not null,
  primary key (kind, word, owner_id)
);
create index search_words_by_owner on search_words (kind, owner_id);

create table interviews (
  id integer primary key autoincrement,
  candidate_id integer not null references candidates (id),
  type text not null,
  organizer_id integer not null references employees (id),
  host_id integer not null references employees (id),
  method text not null,
  starts_local text not null,
  time_zone text not null,
  starts_at datetime not null,
  ends_at datetime not null,
  room text not null default '',
  phone_number text not null default '',
  own_link text not null default '',
  message text not null default '',
  sending text not null check (sending in ('when_ready', 'now', 'never')),
  state text not null check (state in ('scheduled', 'cancelled')),
  version integer not null,
  host_turn integer not null,
  link_state text not null,
  link_cause text not null default '',
  link_detail text not null default '',
  link_url text not null default '',
  link_version integer not null default 0,
  link_requested_at datetime,
  link_ready_at datetime,
  former_links text not null default '',
  invited_version integer not null default 0,
  reply text not null default '',
  replied_at datetime,
  alarmed_at datetime,
  created_by integer not null references employees (id),
  created_at datetime not null,
  updated_at datetime not null,
  cancelled_at datetime
);
create index interviews_by_candidate on interviews (candidate_id, starts_at, id);
create index interviews_by_host on interviews (host_id, starts_at);
create index interviews_by_start on interviews (starts_at, id);
create index interviews_by_link_state on interviews (link_state, starts_at, id);

create table interview_participants (
  interview_id integer not null references interviews (id),
  employee_id integer not null references employees (id),
  primary key (interview_id, employee_id)
);
create index interview_participants_by_employee on interview_participants (employee_id, interview_id);

-- The calendar event of one host turn. A changed host is a new turn and a new row.
create table calendar_events (
  id integer primary key autoincrement,
  interview_id integer not null references interviews (id),
  host_turn integer not null,
  employee_id integer not null references employees (id),
  calendar_id text not null default '',
  event_id text not null,
  state text not null,
  cause text not null default '',
  detail text not null default '',
  accepted_version integer not null default 0,
  accepted_at datetime,
  conferencing text not null default '',
  leased_until datetime,
  updated_at datetime not null,
  unique (interview_id, host_turn)
);
create index calendar_events_by_event_id on calendar_events (event_id);

-- +goose Down
select 'forward only';

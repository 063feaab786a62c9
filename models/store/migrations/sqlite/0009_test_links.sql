-- +goose Up
-- Test links: whether a provider makes links for a host, tried with an event of its own. They are
-- kept apart from interviews, so that no list and no number counts them.
create table test_links (
  id integer primary key autoincrement,
  provider text not null,
  employee_id integer not null references employees (id),
  integration_id integer not null references calendar_integrations (id),
  started_by integer not null references employees (id),
  step text not null,
  calendar_id text not null default '',
  conferencing text not null default '',
  join_url text not null default '',
  starts_at datetime not null,
  created_at datetime not null,
  updated_at datetime not null,
  leased_until datetime,
  ended_at datetime
);
create unique index test_links_running on test_links (provider, employee_id) where ended_at is null;
create index test_links_by_provider on test_links (provider, id);
create table test_link_steps (
  test_link_id integer not null references test_links (id),
  step text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  problem text not null default '',
  detail text not null default '',
  started_at datetime not null,
  ended_at datetime,
  primary key (test_link_id, step)
);
create index test_link_steps_by_state on test_link_steps (state, step);

-- +goose Down
select 'forward only';

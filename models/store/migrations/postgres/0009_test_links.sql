-- +goose Up
-- Test links: whether a provider makes links for a host, tried with an event of its own. They are
-- kept apart from interviews, so that no list and no number counts them.
create table test_links (
  id bigint generated always as identity primary key,
  provider text not null,
  employee_id bigint not null references employees (id),
  integration_id bigint not null references calendar_integrations (id),
  started_by bigint not null references employees (id),
  step text not null,
  calendar_id text not null default '',
  conferencing text not null default '',
  join_url text not null default '',
  starts_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  leased_until timestamptz,
  ended_at timestamptz
);
create unique index test_links_running on test_links (provider, employee_id) where ended_at is null;
create index test_links_by_provider on test_links (provider, id);
create table test_link_steps (
  test_link_id bigint not null references test_links (id),
  step text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  problem text not null default '',
  detail text not null default '',
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (test_link_id, step)
);
create index test_link_steps_by_state on test_link_steps (state, step);

-- +goose Down
select 'forward only';

-- +goose Up
-- What employees are asked to do about a provider: by the campaign, by a reminder of a colleague, or,
-- for administrators, about a host who waits for them. host_id is whom it is about.
create table instructions (
  id bigint generated always as identity primary key,
  kind text not null,
  employee_id bigint not null references employees (id),
  host_id bigint not null references employees (id),
  provider text not null,
  campaign_id bigint not null default 0,
  mail_id bigint not null references mails (id),
  by_id bigint not null default 0,
  by_name text not null default '',
  created_at timestamptz not null
);
create index instructions_by_employee on instructions (employee_id, id);
create index instructions_by_kind on instructions (kind, employee_id, provider, id);

-- Each sending of the instructions to everybody who must act.
create table campaigns (
  id bigint generated always as identity primary key,
  everybody boolean not null default false,
  sent_by bigint not null references employees (id),
  created_at timestamptz not null
);

-- The introductions of the campaign that administrators have written themselves.
create table campaign_introductions (
  language text primary key,
  text text not null
);

-- +goose Down
select 'forward only';

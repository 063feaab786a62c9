-- +goose Up
-- Names as lists are sorted by: normalized like the words by which they are found, so that Élodie
-- stands between Elena and Emil. What is there already is filled by the migration after this one.
alter table employees add column sort_name text not null default '';
alter table candidates add column sort_name text not null default '';
alter table positions add column sort_title text not null default '';
drop index candidates_by_name;
drop index candidates_by_position;
drop index positions_by_title;
create index employees_by_sort_name on employees (sort_name, id);
create index candidates_by_sort_name on candidates (sort_name, id);
create index candidates_by_position on candidates (position_id, sort_name, id);
create index positions_by_sort_title on positions (sort_title, id);

-- +goose Down
select 'forward only';

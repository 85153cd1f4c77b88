-- Where a unit stands in the tree, as the ids from the root to itself: /county/committee/group/. Everything below a unit is one range.
create table organisation_path (
    unit  uuid not null primary key,
    path  text collate "C" not null
);
create index organisation_path_by_path on organisation_path (path);
create index organisation_unit_by_parent on organisation_unit (parent);

with recursive tree(id, path) as (
    select u.id, '/' || u.id || '/' from organisation_unit u
    where not exists (select 1 from organisation_unit p where p.id = u.parent)
    union all
    select u.id, t.path || u.id || '/' from organisation_unit u join tree t on u.parent = t.id)
insert into organisation_path (unit, path) select id, path from tree;

-- Rows of an import that is not complete stand in the tables, but not in the views, which are what everybody reads.
create table organisation_import (
    id         text    not null primary key,
    completed  integer not null
) without rowid;

alter table organisation_unit rename to organisation_unit_row;
-- The unit's version in the directory: an import and a command reach this place in any order.
alter table organisation_unit_row add column version integer not null default 1;
-- First day on which the unit is no more, the unit that took its place, and the person who answers for its open reports.
alter table organisation_unit_row add column closed_from text;
alter table organisation_unit_row add column successor text;
alter table organisation_unit_row add column answering text;
alter table organisation_unit_row add column import text;

alter table organisation_post rename to organisation_post_row;
alter table organisation_post_row add column version integer not null default 1;
alter table organisation_post_row add column import text;

-- A post acts for another one for some time.
create table organisation_deputy (
    id         text not null primary key,
    post       text not null,
    acting     text not null,
    first_day  text not null,
    last_day   text not null
) without rowid;
create index organisation_deputy_by_acting on organisation_deputy (acting);

-- What an import changes in rows that stand already: kept until it is complete.
create table organisation_unit_change (
    import   text    not null,
    id       text    not null,
    name     text    not null,
    parent   text,
    version  integer not null,
    primary key (import, id)
) without rowid;

create table organisation_post_change (
    import    text    not null,
    id        text    not null,
    last_day  text,
    version   integer not null,
    primary key (import, id)
) without rowid;

create view organisation_unit as
    select id, kind, name, parent, version, closed_from, successor, answering from organisation_unit_row
    where import is null or import in (select i.id from organisation_import i where i.completed);

create view organisation_post as
    select id, person, unit, role, first_day, last_day, version from organisation_post_row
    where import is null or import in (select i.id from organisation_import i where i.completed);

-- PostgreSQL writes through such views by itself.
create trigger organisation_unit_insert instead of insert on organisation_unit begin
    insert into organisation_unit_row (id, kind, name, parent) values (new.id, new.kind, new.name, new.parent);
end;
create trigger organisation_post_insert instead of insert on organisation_post begin
    insert into organisation_post_row (id, person, unit, role, first_day, last_day)
    values (new.id, new.person, new.unit, new.role, new.first_day, new.last_day);
end;
create trigger organisation_post_end instead of update of last_day on organisation_post begin
    update organisation_post_row set last_day = new.last_day where id = old.id;
end;

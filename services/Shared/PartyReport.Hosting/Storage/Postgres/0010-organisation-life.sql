-- Rows of an import that is not complete stand in the tables, but not in the views, which are what everybody reads.
create table organisation_import (
    id         uuid    not null primary key,
    completed  boolean not null
);

alter table organisation_unit rename to organisation_unit_row;
-- The unit's version in the directory: an import and a command reach this place in any order.
alter table organisation_unit_row add column version integer not null default 1;
-- First day on which the unit is no more, the unit that took its place, and the person who answers for its open reports.
alter table organisation_unit_row add column closed_from date;
alter table organisation_unit_row add column successor uuid;
alter table organisation_unit_row add column answering uuid;
alter table organisation_unit_row add column import uuid;

alter table organisation_post rename to organisation_post_row;
alter table organisation_post_row add column version integer not null default 1;
alter table organisation_post_row add column import uuid;

-- A post acts for another one for some time.
create table organisation_deputy (
    id         uuid not null primary key,
    post       uuid not null,
    acting     uuid not null,
    first_day  date not null,
    last_day   date not null
);
create index organisation_deputy_by_acting on organisation_deputy (acting);

-- What an import changes in rows that stand already: kept until it is complete.
create table organisation_unit_change (
    import   uuid    not null,
    id       uuid    not null,
    name     text    not null,
    parent   uuid,
    version  integer not null,
    primary key (import, id)
);

create table organisation_post_change (
    import    uuid    not null,
    id        uuid    not null,
    last_day  date,
    version   integer not null,
    primary key (import, id)
);

create view organisation_unit as
    select id, kind, name, parent, version, closed_from, successor, answering from organisation_unit_row
    where import is null or import in (select i.id from organisation_import i where i.completed);

create view organisation_post as
    select id, person, unit, role, first_day, last_day, version from organisation_post_row
    where import is null or import in (select i.id from organisation_import i where i.completed);

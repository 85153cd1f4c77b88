-- Rows of an import that is not complete stand in the tables, but not in the views, which are what everybody reads.
create table import (
    id                    uuid    not null primary key,
    kind                  text    not null,
    mode                  text    not null,
    state                 text    not null,
    -- Version of the organisation that it was checked against.
    checked_at_version    bigint  not null,
    added                 integer not null,
    changed               integer not null,
    unchanged             integer not null,
    ended                 integer not null,
    slices                integer not null,
    written               integer not null,
    requested_by          uuid    not null,
    requested_at          timestamptz not null,
    completed_at          timestamptz
);

-- What each slice will write, sealed because names are in it, until the import is complete.
create table import_part (
    import  uuid    not null references import (id),
    slice   integer not null,
    sealed  bytea   not null,
    primary key (import, slice)
);

-- What an import changes in rows that stand already: kept until it is complete.
create table unit_change (
    import    uuid    not null,
    id        uuid    not null,
    name      text    not null,
    initials  text    not null,
    parent    uuid,
    version   integer not null,
    primary key (import, id)
);

create table post_change (
    import    uuid    not null,
    id        uuid    not null,
    last_day  date,
    version   integer not null,
    primary key (import, id)
);

-- How files name people: a number that their unit gave them.
alter table person add column number text collate "C";
alter table person add column import uuid;
create unique index person_by_number on person (number);

-- Changes of units and posts go through this row one after the other, so that none decides on a tree that another is changing.
create table organisation (
    one        integer primary key check (one = 1),
    version    bigint  not null,
    -- Import that is being written; until it is complete, nothing else changes units and posts.
    importing  uuid
);

alter table unit rename to unit_row;
alter table unit_row add column version integer not null default 1;
-- How many of the versions came from imports, whose events stand in the import's stream and not in the unit's.
alter table unit_row add column imported integer not null default 0;
-- First day of what the row says; what was before stands in unit_period.
alter table unit_row add column since date not null default '0001-01-01';
-- First day on which the unit is no more.
alter table unit_row add column closed_from date;
alter table unit_row add column successor uuid;
alter table unit_row add column answering uuid;
alter table unit_row add column import uuid;

-- How a unit was called and placed before, from day to day.
create table unit_period (
    unit       uuid not null references unit_row (id),
    first_day  date not null,
    last_day   date not null,
    name       text not null,
    parent     uuid,
    primary key (unit, first_day)
);

create table unit_required_post (
    unit  uuid not null references unit_row (id),
    role  text collate "C" not null,
    primary key (unit, role)
);

alter table post rename to post_row;
alter table post_row add column imported integer not null default 0;
alter table post_row add column import uuid;

-- A post acts for another one for some time.
create table deputy (
    id         uuid    not null primary key,
    post       uuid    not null references post_row (id),
    acting     uuid    not null references post_row (id),
    first_day  date    not null,
    last_day   date    not null,
    version    integer not null
);
create index deputy_by_post on deputy (post);
create index deputy_by_acting on deputy (acting);

create view unit as
    select id, code, name, kind, parent, version, imported, since, closed_from, successor, answering from unit_row
    where import is null or import in (select i.id from import i where i.state = 'completed');

create view post as
    select id, person, unit, role, title, first_day, last_day, version, imported from post_row
    where import is null or import in (select i.id from import i where i.state = 'completed');

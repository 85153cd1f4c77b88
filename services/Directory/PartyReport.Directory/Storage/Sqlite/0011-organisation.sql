-- Rows of an import that is not complete stand in the tables, but not in the views, which are what everybody reads.
create table import (
    id                    text    not null primary key,
    kind                  text    not null,
    mode                  text    not null,
    state                 text    not null,
    -- Version of the organisation that it was checked against.
    checked_at_version    integer not null,
    added                 integer not null,
    changed               integer not null,
    unchanged             integer not null,
    ended                 integer not null,
    slices                integer not null,
    written               integer not null,
    requested_by          text    not null,
    requested_at          text not null,
    completed_at          text
) without rowid;

-- What each slice will write, sealed because names are in it, until the import is complete.
create table import_part (
    import  text    not null references import (id),
    slice   integer not null,
    sealed  blob   not null,
    primary key (import, slice)
) without rowid;

-- What an import changes in rows that stand already: kept until it is complete.
create table unit_change (
    import    text    not null,
    id        text    not null,
    name      text    not null,
    initials  text    not null,
    parent    text,
    version   integer not null,
    primary key (import, id)
) without rowid;

create table post_change (
    import    text    not null,
    id        text    not null,
    last_day  text,
    version   integer not null,
    primary key (import, id)
) without rowid;

-- How files name people: a number that their unit gave them.
alter table person add column number text;
alter table person add column import text;
create unique index person_by_number on person (number);

-- Changes of units and posts go through this row one after the other, so that none decides on a tree that another is changing.
create table organisation (
    one        integer primary key check (one = 1),
    version    integer  not null,
    -- Import that is being written; until it is complete, nothing else changes units and posts.
    importing  text
) without rowid;

alter table unit rename to unit_row;
alter table unit_row add column version integer not null default 1;
-- How many of the versions came from imports, whose events stand in the import's stream and not in the unit's.
alter table unit_row add column imported integer not null default 0;
-- First day of what the row says; what was before stands in unit_period.
alter table unit_row add column since text not null default '0001-01-01';
-- First day on which the unit is no more.
alter table unit_row add column closed_from text;
alter table unit_row add column successor text;
alter table unit_row add column answering text;
alter table unit_row add column import text;

-- How a unit was called and placed before, from day to day.
create table unit_period (
    unit       text not null references unit_row (id),
    first_day  text not null,
    last_day   text not null,
    name       text not null,
    parent     text,
    primary key (unit, first_day)
) without rowid;

create table unit_required_post (
    unit  text not null references unit_row (id),
    role  text not null,
    primary key (unit, role)
) without rowid;

alter table post rename to post_row;
alter table post_row add column imported integer not null default 0;
alter table post_row add column import text;

-- A post acts for another one for some time.
create table deputy (
    id         text    not null primary key,
    post       text    not null references post_row (id),
    acting     text    not null references post_row (id),
    first_day  text    not null,
    last_day   text    not null,
    version    integer not null
) without rowid;
create index deputy_by_post on deputy (post);
create index deputy_by_acting on deputy (acting);

create view unit as
    select id, code, name, kind, parent, version, imported, since, closed_from, successor, answering from unit_row
    where import is null or import in (select i.id from import i where i.state = 'completed');

create view post as
    select id, person, unit, role, title, first_day, last_day, version, imported from post_row
    where import is null or import in (select i.id from import i where i.state = 'completed');

-- A name is readable with its person's key, which is wrapped by the service's key, and that is not in the database.
alter table person add column sealed blob;
alter table person add column wrapped blob;

-- What a name is found by: keyed hashes of its parts. Eight rows a person: written by the million, and looked at by person only to erase one.
create table person_token (
    token   integer not null,
    person  text   not null,
    primary key (token, person)
) without rowid;

-- Which key of the service the names are sealed with; another one must not go on.
create table names_key (
    one          integer primary key check (one = 1),
    fingerprint  blob   not null
) without rowid;

alter table unit_row add column initials text not null default '';

drop view unit;
create view unit as
    select id, code, name, kind, parent, version, imported, since, closed_from, successor, answering, initials from unit_row
    where import is null or import in (select i.id from import i where i.state = 'completed');

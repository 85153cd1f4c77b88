-- A replica of the directory's units and posts, fed by its events.
create table organisation_unit (
    id      text not null primary key,
    kind    text not null,
    name    text not null,
    parent  text
) without rowid;

create table organisation_post (
    id          text not null primary key,
    person      text not null,
    unit        text not null,
    role        text not null,
    first_day   text not null,
    last_day    text
) without rowid;

create index organisation_post_by_person on organisation_post (person);
create index organisation_post_by_unit on organisation_post (unit, role);

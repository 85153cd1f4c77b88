create table unit (
    id      text not null primary key,
    code    text not null unique,
    name    text not null,
    kind    text not null,
    parent  text references unit (id)
) without rowid;

create unique index unit_has_one_root on unit (coalesce(parent, '')) where parent is null;

-- Names stand here and nowhere else; events know people by id.
create table person (
    id    text not null primary key,
    name  text not null
) without rowid;

create table post (
    id         text    not null primary key,
    person     text    not null references person (id),
    unit       text    not null references unit (id),
    role       text    not null,
    title      text    not null,
    first_day  text    not null,
    last_day   text,
    version    integer not null
) without rowid;

create index post_by_person on post (person);
create index post_by_unit on post (unit);

-- Text that rows are ordered or paged by compares byte by byte, as in SQLite, whatever the database's own collation is.
create table unit (
    id      uuid not null primary key,
    code    text collate "C" not null unique,
    name    text not null,
    kind    text not null,
    parent  uuid references unit (id)
);

create unique index unit_has_one_root on unit ((true)) where parent is null;

-- Names stand here and nowhere else; events know people by id.
create table person (
    id    uuid not null primary key,
    name  text not null
);

create table post (
    id         uuid    not null primary key,
    person     uuid    not null references person (id),
    unit       uuid    not null references unit (id),
    role       text collate "C" not null,
    title      text    not null,
    first_day  date    not null,
    last_day   date,
    version    integer not null
);

create index post_by_person on post (person);
create index post_by_unit on post (unit);

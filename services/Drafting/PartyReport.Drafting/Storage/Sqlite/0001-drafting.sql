create table cycle (
    id        text    not null primary key,
    year      integer not null,
    title     text    not null,
    opener    text    not null,
    deadline  text    not null,
    template  text    not null,
    chain     text    not null,
    units     text    not null
) without rowid;

create table report (
    id        text    not null primary key,
    cycle     text    not null references cycle (id),
    unit      text    not null,
    state     text    not null,
    authors   text    not null,
    revision  integer not null,
    hash      text,
    unique (cycle, unit)
) without rowid;

create table revision (
    report    text    not null references report (id),
    number    integer not null,
    hash      text    not null,
    author    text    not null,
    origin    text    not null,
    encoding  text,
    manifest  text    not null,
    at        text    not null,
    primary key (report, number)
) without rowid;

create table block (
    report  text not null references report (id),
    sha256  text not null,
    text    text not null,
    primary key (report, sha256)
);

create table cycle (
    id        uuid        not null primary key,
    year      integer     not null,
    title     text        not null,
    opener    uuid        not null,
    deadline  timestamptz not null,
    template  text        not null,
    chain     text        not null,
    units     text        not null
);

create table report (
    id        uuid    not null primary key,
    cycle     uuid    not null references cycle (id),
    unit      uuid    not null,
    state     text    not null,
    authors   text    not null,
    revision  integer not null,
    hash      text,
    unique (cycle, unit)
);

create table revision (
    report    uuid        not null references report (id),
    number    integer     not null,
    hash      text        not null,
    author    uuid        not null,
    origin    text        not null,
    encoding  text,
    manifest  text        not null,
    at        timestamptz not null,
    primary key (report, number)
);

create table block (
    report  uuid not null references report (id),
    sha256  text not null,
    text    text not null,
    primary key (report, sha256)
);

create table counter (
    id       text    not null primary key,
    total    integer not null,
    version  integer not null
) without rowid;

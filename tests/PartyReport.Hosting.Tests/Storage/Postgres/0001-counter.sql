create table counter (
    id       uuid    not null primary key,
    total    integer not null,
    version  integer not null
);

-- Stands for the read model of a module.
create table note (
    id    integer not null primary key,
    word  text    not null
);

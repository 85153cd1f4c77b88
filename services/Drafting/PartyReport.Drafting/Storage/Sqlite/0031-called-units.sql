create table called (
    cycle  text not null references cycle (id),
    unit   text not null,
    primary key (cycle, unit)
) without rowid;

create index called_by_unit on called (unit);

insert into called (cycle, unit) select distinct c.id, u.value from cycle c, json_each(c.units) u;

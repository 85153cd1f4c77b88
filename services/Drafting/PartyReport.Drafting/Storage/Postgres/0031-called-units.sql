create table called (
    cycle  uuid not null references cycle (id),
    unit   uuid not null,
    primary key (cycle, unit)
);

create index called_by_unit on called (unit);

insert into called (cycle, unit)
select distinct c.id, u.value::uuid from cycle c, json_array_elements_text(c.units::json) u (value);

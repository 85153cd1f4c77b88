-- What was denied, and what was read from outside its unit, counted by hour, person, rule and object. Bounded: see decision 0009.
create table access_note (
    hour      text not null,
    person    text not null,
    rule      text not null,
    object    text not null,
    allowed   integer not null,
    count     integer not null,
    first_at  text not null,
    last_at   text not null,
    -- Whether the log has an event with this count.
    recorded  integer not null,
    primary key (hour, person, rule, object)
) without rowid;
create index access_note_by_record on access_note (recorded, hour);

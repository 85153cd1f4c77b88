-- What was denied, and what was read from outside its unit, counted by hour, person, rule and object. Bounded: see decision 0009.
create table access_note (
    hour      timestamptz not null,
    person    uuid not null,
    rule      text not null,
    object    uuid not null,
    allowed   boolean not null,
    count     integer not null,
    first_at  timestamptz not null,
    last_at   timestamptz not null,
    -- Whether the log has an event with this count.
    recorded  boolean not null,
    primary key (hour, person, rule, object)
);
create index access_note_by_record on access_note (recorded, hour);

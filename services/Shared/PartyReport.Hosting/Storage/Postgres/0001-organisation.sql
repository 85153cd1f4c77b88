-- A replica of the directory's units and posts, fed by its events. No references: events of different streams come in any order.
create table organisation_unit (
    id      uuid not null primary key,
    kind    text not null,
    name    text not null,
    parent  uuid
);

create table organisation_post (
    id          uuid not null primary key,
    person      uuid not null,
    unit        uuid not null,
    role        text not null,
    first_day   date not null,
    last_day    date
);

create index organisation_post_by_person on organisation_post (person);
create index organisation_post_by_unit on organisation_post (unit, role);

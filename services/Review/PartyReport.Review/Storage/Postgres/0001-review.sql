-- The chain of each cycle, as it was when the cycle opened.
create table cycle (
    id      uuid not null primary key,
    opener  uuid not null,
    chain   text not null
);

-- The stage that each report waits in; decisions themselves are read from the stream.
create table open_stage (
    report      uuid        not null primary key,
    unit        uuid        not null,
    stage       integer     not null,
    role        text        not null,
    relation    text        not null,
    named_unit  uuid,
    opened_at   timestamptz not null
);

create index open_stage_by_role on open_stage (role, opened_at);

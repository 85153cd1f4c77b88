-- The chain of each cycle, as it was when the cycle opened.
create table cycle (
    id      text not null primary key,
    opener  text not null,
    chain   text not null
) without rowid;

-- The stage that each report waits in; decisions themselves are read from the stream.
create table open_stage (
    report      text    not null primary key,
    unit        text    not null,
    stage       integer not null,
    role        text    not null,
    relation    text    not null,
    named_unit  text,
    opened_at   text    not null
) without rowid;

create index open_stage_by_role on open_stage (role, opened_at);

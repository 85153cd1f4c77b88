-- The log: truth, outbox and audit source of one service. Rows are inserted and never changed.
create table log (
    one         integer primary key check (one = 1),
    generation  integer not null
);
insert into log (one, generation) values (1, 1);

create table event (
    position        integer primary key,
    stream          text    not null,
    version         integer not null check (version > 0),
    generation      integer not null,
    xid             integer not null default 0,
    type            text    not null,
    schema_version  integer not null,
    body            blob    not null,
    headers         blob    not null,
    occurred_at     text    not null,
    unique (stream, version)
);

create trigger event_is_never_changed before update on event begin select raise(abort, 'the event log is append-only'); end;
create trigger event_is_never_deleted before delete on event begin select raise(abort, 'the event log is append-only'); end;

-- Stored answers: a command sent again gets the same answer and does nothing.
create table command (
    actor         text    not null,
    key           text    not null,
    request_hash  blob    not null,
    status        integer not null,
    location      text,
    etag          text,
    body          blob    not null,
    recorded_at   text    not null,
    primary key (actor, key)
) without rowid;

-- How far this service has applied each publisher's log.
create table subscription (
    name        text    not null,
    publisher   text    not null,
    shard       integer not null,
    generation  integer not null,
    xid         integer not null,
    position    integer not null,
    primary key (name, publisher, shard)
) without rowid;

-- Events that could not be applied yet, and those of the same stream that wait behind them.
create table blocked (
    subscription    text    not null,
    publisher       text    not null,
    shard           integer not null,
    generation      integer not null,
    xid             integer not null,
    position        integer not null,
    stream          text    not null,
    version         integer not null,
    type            text    not null,
    schema_version  integer not null,
    body            blob    not null,
    headers         blob    not null,
    occurred_at     text    not null,
    attempt         integer not null,
    due_at          text,
    parked_at       text,
    error           text,
    primary key (subscription, publisher, shard, generation, xid, position)
) without rowid;

create index blocked_by_stream on blocked (subscription, publisher, shard, stream);

create index event_in_log_order on event (generation, xid, position);

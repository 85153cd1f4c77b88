-- The log: truth, outbox and audit source of one service. Rows are inserted and never changed.
create table log (
    one                integer primary key check (one = 1),
    generation         bigint  not null,
    shards             integer not null,
    -- Cluster that the log lives in. Ids of transactions mean nothing in another one.
    system_identifier  text    not null
);
insert into log (one, generation, shards, system_identifier)
select 1, 1, 8, system_identifier::text from pg_control_system();

create table event (
    position        bigint      not null generated always as identity,
    stream          uuid        not null,
    version         integer     not null check (version > 0),
    generation      bigint      not null,
    xid             bigint      not null default (pg_current_xact_id()::text::bigint),
    type            text        not null,
    schema_version  integer     not null,
    body            bytea       not null,
    headers         bytea       not null,
    occurred_at     timestamptz not null,
    unique (stream, version)
) partition by hash (stream);

-- Shards of the log: each is sent on its own.
create table event_0 partition of event for values with (modulus 8, remainder 0);
create table event_1 partition of event for values with (modulus 8, remainder 1);
create table event_2 partition of event for values with (modulus 8, remainder 2);
create table event_3 partition of event for values with (modulus 8, remainder 3);
create table event_4 partition of event for values with (modulus 8, remainder 4);
create table event_5 partition of event for values with (modulus 8, remainder 5);
create table event_6 partition of event for values with (modulus 8, remainder 6);
create table event_7 partition of event for values with (modulus 8, remainder 7);

create index event_in_log_order on event (generation, xid, position);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the table % is append-only', tg_table_name;
end $$;

create trigger event_is_never_changed before update or delete on event for each row execute function refuse_change();

-- Generations that were opened after a restore: where the restored log ended. What others hold beyond it is lost here.
create table generation (
    number              bigint      primary key,
    opened_at           timestamptz not null,
    restored_generation bigint      not null,
    restored_xid        bigint      not null,
    restored_position   bigint      not null
);

-- Stored answers: a command sent again gets the same answer and does nothing.
create table command (
    actor         text        not null,
    key           text        not null,
    request_hash  bytea       not null,
    status        integer     not null,
    location      text,
    etag          text,
    body          bytea       not null,
    recorded_at   timestamptz not null,
    primary key (actor, key)
);

-- How far this service has applied each publisher's log.
create table subscription (
    name        text    not null,
    publisher   text    not null,
    shard       integer not null,
    generation  bigint  not null,
    xid         bigint  not null,
    position    bigint  not null,
    primary key (name, publisher, shard)
);

-- Events that could not be applied yet, and those of the same stream that wait behind them.
create table blocked (
    subscription    text        not null,
    publisher       text        not null,
    shard           integer     not null,
    generation      bigint      not null,
    xid             bigint      not null,
    position        bigint      not null,
    stream          uuid        not null,
    version         integer     not null,
    type            text        not null,
    schema_version  integer     not null,
    body            bytea       not null,
    headers         bytea       not null,
    occurred_at     timestamptz not null,
    attempt         integer     not null,
    due_at          timestamptz,
    parked_at       timestamptz,
    error           text,
    primary key (subscription, publisher, shard, generation, xid, position)
);

create index blocked_by_stream on blocked (subscription, publisher, shard, stream);

-- Who sends a shard. The epoch grows with each holder, so that one who woke up late can be told from the one who holds it now.
create table relay_lease (
    shard       integer     primary key,
    epoch       bigint      not null,
    holder      text        not null,
    expires_at  timestamptz not null
);
insert into relay_lease (shard, epoch, holder, expires_at) select n, 0, '', 'epoch' from generate_series(0, 7) n;

-- How far each subscription was sent; everything up to here is in the broker's hands.
create table send_cursor (
    subscriber    text    not null,
    subscription  text    not null,
    shard         integer not null references relay_lease (shard),
    generation    bigint  not null,
    xid           bigint  not null,
    position      bigint  not null,
    epoch         bigint  not null,
    primary key (subscriber, subscription, shard)
);

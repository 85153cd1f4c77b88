-- The trail: one row for each audited event, in the order of the log. The files of the log are a function of these rows.
create table leaf (
    idx             bigint      primary key check (idx >= 0),
    publisher       text        not null,
    stream          uuid        not null,
    version         integer     not null,
    type            text        not null,
    schema_version  integer     not null,
    occurred_at     timestamptz not null,
    actor           text        not null,
    report          uuid,
    revision        integer,
    hash            text,
    early           boolean     not null,
    leaf            bytea       not null,
    leaf_hash       bytea       not null,
    headers         bytea       not null,
    body            bytea       not null,
    unique (publisher, stream, version)
);

create index leaf_by_report on leaf (report, idx);

-- Events that wait for their causes; waits_for names the one that is looked at next.
create table held (
    publisher       text collate "C" not null,
    stream          uuid        not null,
    version         integer     not null,
    type            text        not null,
    schema_version  integer     not null,
    occurred_at     timestamptz not null,
    headers         bytea       not null,
    body            bytea       not null,
    waits_for       text        not null,
    held_at         timestamptz not null,
    primary key (publisher, stream, version)
);

create index held_by_cause on held (waits_for);
create index held_by_age on held (held_at);

-- Texts by the SHA-256 of their UTF-8 bytes.
create table block (
    sha256  text not null primary key,
    text    text not null
);

create table filing (
    number    bigint      primary key check (number > 0),
    report    uuid        not null unique,
    revision  integer     not null,
    hash      text        not null,
    filed_at  timestamptz not null
);

create table checkpoint (
    size     bigint      primary key check (size > 0),
    root     bytea       not null,
    note     text        not null,
    made_at  timestamptz not null
);

create trigger leaf_is_never_changed before update or delete on leaf for each row execute function refuse_change();
create trigger block_is_never_changed before update or delete on block for each row execute function refuse_change();
create trigger filing_is_never_changed before update or delete on filing for each row execute function refuse_change();
create trigger checkpoint_is_never_changed before update or delete on checkpoint for each row execute function refuse_change();

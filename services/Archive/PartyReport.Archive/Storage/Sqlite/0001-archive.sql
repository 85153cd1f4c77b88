-- The trail: one row for each audited event, in the order of the log. The files of the log are a function of these rows.
create table leaf (
    idx             integer primary key check (idx >= 0),
    publisher       text    not null,
    stream          text    not null,
    version         integer not null,
    type            text    not null,
    schema_version  integer not null,
    occurred_at     text    not null,
    actor           text    not null,
    report          text,
    revision        integer,
    hash            text,
    early           integer not null,
    leaf            blob    not null,
    leaf_hash       blob    not null,
    headers         blob    not null,
    body            blob    not null,
    unique (publisher, stream, version)
);

create index leaf_by_report on leaf (report, idx);

-- Events that wait for their causes; waits_for names the one that is looked at next.
create table held (
    publisher       text    not null,
    stream          text    not null,
    version         integer not null,
    type            text    not null,
    schema_version  integer not null,
    occurred_at     text    not null,
    headers         blob    not null,
    body            blob    not null,
    waits_for       text    not null,
    held_at         text    not null,
    primary key (publisher, stream, version)
) without rowid;

create index held_by_cause on held (waits_for);
create index held_by_age on held (held_at);

-- Texts by the SHA-256 of their UTF-8 bytes.
create table block (
    sha256  text not null primary key,
    text    text not null
) without rowid;

create table filing (
    number    integer primary key check (number > 0),
    report    text    not null unique,
    revision  integer not null,
    hash      text    not null,
    filed_at  text    not null
);

create table checkpoint (
    size     integer primary key check (size > 0),
    root     blob not null,
    note     text not null,
    made_at  text not null
);

create trigger leaf_is_never_changed before update on leaf begin select raise(abort, 'the trail is append-only'); end;
create trigger leaf_is_never_deleted before delete on leaf begin select raise(abort, 'the trail is append-only'); end;
create trigger block_is_never_changed before update on block begin select raise(abort, 'texts are append-only'); end;
create trigger block_is_never_deleted before delete on block begin select raise(abort, 'texts are append-only'); end;
create trigger filing_is_never_changed before update on filing begin select raise(abort, 'filings are append-only'); end;
create trigger filing_is_never_deleted before delete on filing begin select raise(abort, 'filings are append-only'); end;
create trigger checkpoint_is_never_changed before update on checkpoint begin select raise(abort, 'checkpoints are append-only'); end;
create trigger checkpoint_is_never_deleted before delete on checkpoint begin select raise(abort, 'checkpoints are append-only'); end;

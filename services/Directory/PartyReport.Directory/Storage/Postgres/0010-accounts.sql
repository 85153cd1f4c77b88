create table account (
    id            uuid    not null primary key,
    person        uuid    not null references person (id),
    name          text collate "C" not null unique,
    -- How it was made stands with it, so that it can be made better at the next sign-in.
    password      text    not null,
    initial       boolean not null,
    disabled      boolean not null,
    -- Key of the codes, encrypted; pending until the device has shown a right one.
    totp          bytea,
    totp_pending  bytea,
    -- Newest time step that a code was accepted for: no code twice.
    totp_step     bigint  not null,
    signed_in_at  timestamptz,
    version       integer not null
);

create index account_by_person on account (person);

-- Sign-ins that failed in a row, by a keyed hash of the name asked for, whether or not there is such an account.
create table sign_in_attempt (
    name      bytea       not null primary key,
    failures  integer     not null,
    last_at   timestamptz not null
);

create index sign_in_attempt_by_time on sign_in_attempt (last_at);

-- Sessions of people, and keys of other systems, which are sessions that live longer and may do less.
create table session (
    secret_hash   bytea       not null primary key,
    id            uuid        not null unique,
    account       uuid        references account (id),
    person        uuid        not null,
    opened_at     timestamptz not null,
    seen_at       timestamptz not null,
    ends_at       timestamptz not null,
    ended_at      timestamptz,
    key_name      text,
    scopes        text
);

create index session_by_account on session (account);
create index session_by_end on session (ended_at);
create index session_by_last_day on session (ends_at);

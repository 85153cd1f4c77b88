create table account (
    id            text    not null primary key,
    person        text    not null references person (id),
    name          text not null unique,
    -- How it was made stands with it, so that it can be made better at the next sign-in.
    password      text    not null,
    initial       integer not null,
    disabled      integer not null,
    -- Key of the codes, encrypted; pending until the device has shown a right one.
    totp          blob,
    totp_pending  blob,
    -- Newest time step that a code was accepted for: no code twice.
    totp_step     integer not null,
    signed_in_at  text,
    version       integer not null
) without rowid;

create index account_by_person on account (person);

-- Sign-ins that failed in a row, by a keyed hash of the name asked for, whether or not there is such an account.
create table sign_in_attempt (
    name      blob        not null primary key,
    failures  integer     not null,
    last_at   text        not null
) without rowid;

create index sign_in_attempt_by_time on sign_in_attempt (last_at);

-- Sessions of people, and keys of other systems, which are sessions that live longer and may do less.
create table session (
    secret_hash   blob        not null primary key,
    id            text        not null unique,
    account       text        references account (id),
    person        text        not null,
    opened_at     text        not null,
    seen_at       text        not null,
    ends_at       text        not null,
    ended_at      text,
    key_name      text,
    scopes        text
) without rowid;

create index session_by_account on session (account);
create index session_by_end on session (ended_at);
create index session_by_last_day on session (ends_at);

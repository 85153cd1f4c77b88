create table notice (
    id        uuid        not null primary key,
    person    uuid        not null,
    kind      text        not null,
    report    uuid        not null,
    revision  integer     not null,
    stage     text,
    because   text,
    number    bigint,
    at        timestamptz not null,
    read_at   timestamptz
);

create index notice_by_person on notice (person, at desc);
create index notice_unread on notice (person) where read_at is null;

-- Opinions and remarks by hash; a notice names its reason by hash only.
create table content (
    sha256  text not null primary key,
    text    text not null
);

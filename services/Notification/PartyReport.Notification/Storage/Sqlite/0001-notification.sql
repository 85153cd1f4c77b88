create table notice (
    id        text    not null primary key,
    person    text    not null,
    kind      text    not null,
    report    text    not null,
    revision  integer not null,
    stage     text,
    because   text,
    number    integer,
    at        text    not null,
    read_at   text
) without rowid;

create index notice_by_person on notice (person, at desc);
create index notice_unread on notice (person) where read_at is null;

-- Opinions and remarks by hash; a notice names its reason by hash only.
create table content (
    sha256  text not null primary key,
    text    text not null
) without rowid;

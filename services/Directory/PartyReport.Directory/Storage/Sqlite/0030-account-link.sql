-- Who an account belongs to at the provider of sign-ins: the issuer and the value of its stable claim.
create table account_link (
    account  text not null primary key references account (id),
    issuer   text not null,
    subject  text not null,
    unique (issuer, subject)
) without rowid;

-- Whether a session was opened by the provider, so that no password of ours had a part in it.
alter table session add column linked integer not null default 0;

-- Who an account belongs to at the provider of sign-ins: the issuer and the value of its stable claim.
create table account_link (
    account  uuid not null primary key references account (id),
    issuer   text collate "C" not null,
    subject  text collate "C" not null,
    unique (issuer, subject)
);

-- Whether a session was opened by the provider, so that no password of ours had a part in it.
alter table session add column linked boolean not null default false;

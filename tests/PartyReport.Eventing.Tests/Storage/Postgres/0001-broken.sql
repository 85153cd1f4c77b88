-- Fails in its second statement; the first must not remain.
create table half (id integer not null primary key);
insert into nothing_like_this (id) values (1);

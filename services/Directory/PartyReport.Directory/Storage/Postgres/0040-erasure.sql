-- Answers and hashes of requests, as older versions stored them, had names in them or let them be guessed. Requests are hashed with a
-- key from now on, so that none of these was repeated to anybody any more.
update command set request_hash = '\x', body = '\x';

-- What else named people whose names are erased already.
update person set number = null where name = '' and sealed is null;
delete from account_link where account in (select a.id from account a join person p on p.id = a.person where p.name = '' and p.sealed is null);
update account set name = id::text where person in (select p.id from person p where p.name = '' and p.sealed is null);

-- An import may give a post another title.
alter table post_change add column title text;

-- Whoever acts for a post of a unit has no rights from it any more when the unit is closed.
drop view organisation_unit;
create view organisation_unit as select id, kind, name, parent, closed_from from unit;

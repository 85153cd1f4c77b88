-- What a name is found by stands with its person: an index of what arrays hold keeps each hash once, with those who have it in a list,
-- and takes new ones many at a time. Eight rows a person, each at its own place of a table and an index, were half of writing an import.
alter table person add column tokens bigint[];
update person set tokens = t.tokens
from (select person, array_agg(token) as tokens from person_token group by person) t where t.person = person.id;
drop table person_token;
create index person_by_token on person using gin (tokens);

-- An import checks its rows before it writes them, nothing else changes units meanwhile, and neither units nor people are ever deleted
-- beneath a post. Asking for both again, and locking them, was more than half of inserting posts.
alter table post_row drop constraint post_person_fkey;
alter table post_row drop constraint post_unit_fkey;

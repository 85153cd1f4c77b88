-- What every service decides by, here without a copy.
create view organisation_unit as select id, kind, name, parent from unit;
create view organisation_post as select id, person, unit, role, first_day, last_day from post;
create view organisation_deputy as select id, post, acting, first_day, last_day from deputy;

create index unit_by_parent on unit (parent, code);

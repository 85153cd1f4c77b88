-- Why an import could not be written to its end.
alter table import add column failure text;

-- Database, schemas and roles of the five modules. Run by psql as a superuser; may run again, which also renews the passwords.
--
--   psql -X -v ON_ERROR_STOP=1 -f roles.sql
--
-- Passwords are the psql variables directory_password, directory_owner_password, drafting_password, … Best given in the
-- environment (PARTYREPORT_DIRECTORY_PASSWORD, PARTYREPORT_DIRECTORY_OWNER_PASSWORD, …): a command line is read by everybody.
\set ON_ERROR_STOP on
-- A message then has no line of the script, which could hold a password.
\set VERBOSITY terse
\getenv directory_password PARTYREPORT_DIRECTORY_PASSWORD
\getenv directory_owner_password PARTYREPORT_DIRECTORY_OWNER_PASSWORD
\getenv drafting_password PARTYREPORT_DRAFTING_PASSWORD
\getenv drafting_owner_password PARTYREPORT_DRAFTING_OWNER_PASSWORD
\getenv review_password PARTYREPORT_REVIEW_PASSWORD
\getenv review_owner_password PARTYREPORT_REVIEW_OWNER_PASSWORD
\getenv archive_password PARTYREPORT_ARCHIVE_PASSWORD
\getenv archive_owner_password PARTYREPORT_ARCHIVE_OWNER_PASSWORD
\getenv notification_password PARTYREPORT_NOTIFICATION_PASSWORD
\getenv notification_owner_password PARTYREPORT_NOTIFICATION_OWNER_PASSWORD

\set given :{?directory_password} :{?directory_owner_password} :{?drafting_password} :{?drafting_owner_password}
\set given :given :{?review_password} :{?review_owner_password} :{?archive_password} :{?archive_owner_password}
\set given :given :{?notification_password} :{?notification_owner_password}
select :'given' like '%FALSE%' as missing \gset
\if :missing
    do $$ begin raise exception 'a password is missing: all ten must be given'; end $$;
\endif

-- The server's log must not keep a statement that holds a password, not even one that failed.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
set password_encryption = 'scram-sha-256';

-- Byte order, as SQLite has it: a list is in the same order wherever a module keeps its data.
select 'create database partyreport template template0 encoding ''UTF8'' locale ''C.UTF-8'''
where not exists (select from pg_database where datname = 'partyreport') \gexec

create temporary table part as
select module, 'partyreport_' || module as runtime, 'partyreport_' || module || '_owner' as owner, password, owner_password
from (values
    ('directory', :'directory_password', :'directory_owner_password'),
    ('drafting', :'drafting_password', :'drafting_owner_password'),
    ('review', :'review_password', :'review_owner_password'),
    ('archive', :'archive_password', :'archive_owner_password'),
    ('notification', :'notification_password', :'notification_owner_password')) as given (module, password, owner_password);

create temporary table login as
select runtime as name, password from part union all select owner, owner_password from part;

select count(*) filter (where password = '') > 0 as missing from login \gset
\if :missing
    do $$ begin raise exception 'a password is empty'; end $$;
\endif

select format('create role %I', name) from login
where not exists (select from pg_roles where rolname = name) \gexec

select format('alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit password %L',
    name, password)
from login \gexec

-- What hangs in a service must not hold rows and locks of the others; migrations take the time they need.
select format('alter role %I set %s', runtime, setting)
from part, unnest(array['idle_in_transaction_session_timeout = ''5s''', 'statement_timeout = ''30s''', 'lock_timeout = ''5s''']) as setting
\gexec

select format('alter role %I set search_path = %I', name, module)
from part, lateral (values (runtime), (owner)) as roles (name) \gexec

revoke all on database partyreport from public;
select format('grant connect on database partyreport to %I', name) from login \gexec

-- The second half is said inside the database, by statements made here: temporary tables do not come along.
select string_agg(statement, E'\n') as inside
from part, lateral (values
    (format('create schema if not exists %I authorization %I;', module, owner)),
    (format('alter schema %I owner to %I;', module, owner)),
    (format('revoke all on schema %I from public;', module)),
    (format('grant usage on schema %I to %I;', module, runtime))) as line (statement) \gset

\connect partyreport
revoke all on schema public from public;
set client_min_messages = warning;
:inside

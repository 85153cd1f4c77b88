-- Ends a transaction that changed nothing where it had to: a row that it wanted to move was moved by somebody else. Asked in the
-- same round trip as the change, so that the commit may go with it.
create function must_be_one(changed bigint) returns void language plpgsql as $$
begin
    if changed <> 1 then raise exception 'somebody else changed the row' using errcode = 'PR001'; end if;
end $$;

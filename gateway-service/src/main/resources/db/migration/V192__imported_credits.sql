-- What people had in another bot's time is brought in as transfers, by a role that may add transfers and touch no balance: the table
-- counts them in itself. More than somebody has can't have been spent: such a transfer is refused.
create function credit_transfers_are_brought_in() returns trigger language plpgsql
    security definer set search_path from current as $$
begin
    insert into credit_balances (user_id) values (new.user_id) on conflict (user_id) do nothing;
    update credit_balances
       set free = free + case when new.target = 'FREE' then new.amount else -new.amount end
     where user_id = new.user_id;
    return null;
end
$$;
create trigger credit_transfers_are_brought_in after insert on credit_transfers
    for each row when (new.source = 'IMPORTED' or new.target = 'IMPORTED')
    execute function credit_transfers_are_brought_in();

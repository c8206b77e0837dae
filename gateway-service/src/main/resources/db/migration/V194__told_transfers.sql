-- Each transfer is told to whoever shows people what they have, once it is committed. Where it stands is the transfer's own to say.
alter table credit_transfers add column untold boolean not null default true;
create index credit_transfers_untold on credit_transfers (id) where untold;

-- Only whose they were is forgotten, when a person is; and that they are told.
create or replace function credit_transfers_stay() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if not new.untold
           and (old.id, old.kind, old.reference, old.user_id, old.source, old.target, old.amount, old.note, old.at)
               is not distinct from
               (new.id, new.kind, new.reference, new.user_id, new.source, new.target, new.amount, new.note, new.at) then
            return new;
        end if;
        if old.user_id <> new.user_id and new.note is null
           and new.reference = (case when old.kind = 'WELCOME' then new.user_id::text else old.reference end)
           and (old.id, old.kind, old.source, old.target, old.amount, old.at)
               = (new.id, new.kind, new.source, new.target, new.amount, new.at) then
            return new;
        end if;
    end if;
    raise exception 'transfers of credits are only ever added';
end
$$;

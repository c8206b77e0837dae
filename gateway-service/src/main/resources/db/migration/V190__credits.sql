-- What people have in credits: free to order with, and reserved for orders whose end is not known. The sums of the transfers below,
-- kept since each order asks for them, and never below zero.
create table credit_balances (
    user_id  uuid primary key,
    free     numeric(10,2) not null default 0 check (free >= 0),
    reserved numeric(10,2) not null default 0 check (reserved >= 0)
);

-- Each takes an amount from one account and gives it to another: two entries in one row, so that none can be without the other. FREE and
-- RESERVED are the person's, the others the house's.
create table credit_transfers (
    id        bigint generated always as identity primary key,
    kind      text          not null,
    -- What caused it: with the kind, it happens once.
    reference text          not null,
    user_id   uuid          not null,
    source    text          not null check (source in ('FREE', 'RESERVED', 'SOLD', 'GRANTED', 'IMPORTED', 'EARNED')),
    target    text          not null check (target in ('FREE', 'RESERVED', 'SOLD', 'GRANTED', 'IMPORTED', 'EARNED')),
    amount    numeric(10,2) not null check (amount > 0),
    note      text,
    at        timestamptz   not null default now(),
    unique (kind, reference),
    check (source <> target)
);
create index credit_transfers_of_user on credit_transfers (user_id, id);
create index credit_transfers_by_time on credit_transfers (at);
-- What is reserved is settled or released, never both.
create unique index credit_transfers_one_end on credit_transfers (reference) where kind in ('SETTLE', 'RELEASE');

create view credit_entries as
    select id as transfer_id, user_id, source as account, -amount as amount, at from credit_transfers
    union all
    select id, user_id, target, amount, at from credit_transfers;

-- Only whose they were is forgotten, when a person is.
create function credit_transfers_stay() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
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
create trigger credit_transfers_stay before update or delete on credit_transfers
    for each row execute function credit_transfers_stay();
create trigger credit_transfers_are_not_emptied before truncate on credit_transfers
    for each statement execute function credit_transfers_stay();

-- What a job costs its person, and how far that is.
create table credit_charges (
    job_id      uuid primary key,
    user_id     uuid          not null,
    -- The picture that it wants: of the same photo, style and wish.
    picture_key text          not null,
    service     text          not null,
    style       text          not null,
    price       numeric(10,2) not null check (price > 0),
    -- What of the price is reserved or settled: nothing of one of the day's free ones.
    amount      numeric(10,2) not null check (amount >= 0),
    free_of_day boolean       not null default false,
    state       text          not null
        check (state in ('RESERVED', 'HELD', 'SETTLED', 'RELEASED', 'GIVEN')),
    -- The job that had the picture made which this one has paid: a picture is paid once.
    picture_job uuid unique,
    provider    text,
    model       text,
    -- What the provider charges, in US dollars.
    cost        numeric(12,4),
    -- Why it was released.
    why         text,
    reserved_at timestamptz   not null default now(),
    ended_at    timestamptz,
    check (not free_of_day or amount = 0),
    check ((state in ('SETTLED', 'GIVEN')) = (picture_job is not null)),
    check ((ended_at is null) = (state in ('RESERVED', 'HELD')))
);
create index credit_charges_open on credit_charges (reserved_at) where ended_at is null;
create index credit_charges_ended on credit_charges (ended_at) where ended_at is not null;
create index credit_charges_of_picture on credit_charges (picture_key) where picture_job is not null;
create index credit_charges_free_of_day on credit_charges (user_id, reserved_at) where free_of_day;

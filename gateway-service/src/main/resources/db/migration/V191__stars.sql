-- What people were offered for Stars: an order is known by its id in the invoice, to those who buy as to those who only send it back.
create table star_orders (
    id          uuid primary key,
    user_id     uuid          not null,
    telegram_id bigint        not null,
    package     text          not null,
    credits     numeric(10,2) not null check (credits > 0),
    stars       integer       not null check (stars > 0),
    created_at  timestamptz   not null default now(),
    paid_at     timestamptz
);
create index star_orders_unpaid on star_orders (created_at) where paid_at is null;

-- What was paid in Stars, by Telegram's charge id, which is the only handle for a refund: kept for ever. Stars are whole, and never in a
-- column with credits.
create table star_payments (
    charge_id   text primary key,
    telegram_id bigint        not null,
    user_id     uuid,
    order_id    uuid,
    payload     text          not null,
    currency    text          not null,
    stars       integer       not null,
    -- What was credited for it.
    credits     numeric(10,2),
    state       text          not null check (state in ('WAITING', 'CREDITED', 'REFUNDED')),
    -- What keeps it waiting.
    why         text,
    -- What of the credits was spent already when it was refunded.
    debt        numeric(10,2) not null default 0 check (debt >= 0),
    -- Who told of it first: update or transactions.
    told_by     text          not null,
    -- When the operator asked Telegram to give it back.
    refund_asked_at timestamptz,
    paid_at     timestamptz   not null,
    refunded_at timestamptz,
    check (state <> 'CREDITED' or credits is not null and user_id is not null)
);
create index star_payments_of_person on star_payments (telegram_id, paid_at);
create index star_payments_of_order on star_payments (order_id) where order_id is not null;
create index star_payments_waiting on star_payments (paid_at) where state = 'WAITING';
create index star_payments_by_time on star_payments (paid_at);

-- How far Telegram's transactions were looked through.
create table star_reconciliations (
    only_row boolean primary key default true check (only_row),
    looked   integer     not null default 0,
    at       timestamptz
);
insert into star_reconciliations default values;

-- What somebody ordered and could not pay: it goes on by itself when they have bought credits.
create table unpaid_orders (
    job_id           uuid primary key,
    -- Of a photo that opens a session, its environment; null of what is asked for in one.
    env              text,
    session_id       uuid        not null,
    user_id          uuid        not null,
    telegram_user_id bigint      not null,
    chat_id          bigint      not null,
    message_id       integer,
    photo_file_id    text,
    photo_storage_key text,
    media_group_id   text,
    user_input       text,
    style            text        not null,
    outline          boolean     not null,
    sticker_text     text,
    mode             text        not null,
    variant          integer     not null,
    requested_at     timestamptz not null,
    created_at       timestamptz not null default now()
);
create index unpaid_orders_of_user on unpaid_orders (user_id, created_at);
create index unpaid_orders_by_age on unpaid_orders (created_at);

-- Orders of sticker sets by programs, by idempotency key, which the id is computed from. Uploads of one have rows in api_requests.
create table set_orders (
    id           uuid primary key,
    body_digest  text        not null,
    published_at timestamptz,
    created_at   timestamptz not null default now()
);
create index set_orders_by_age on set_orders (created_at);

-- Which secret Telegram has: it does not tell. A digest, so that the row is none.
create table webhook_registrations (
    bot_id        bigint primary key,
    secret_digest text        not null,
    registered_at timestamptz not null default now()
);

-- A request may come through the HTTP API: without a message, its photo in storage; and a button under its sticker asks
-- for the same options again.
alter table photo_requests
    alter column message_id drop not null,
    alter column photo_file_id drop not null,
    add column photo_storage_key text,
    add column style_preset_id   text    not null default 'none',
    add column outline           boolean not null default true,
    add column sticker_text      text,
    add column mode              text    not null default 'CUT_OUT' check (mode in ('CUT_OUT', 'CARD')),
    add constraint one_photo check ((photo_file_id is null) <> (photo_storage_key is null));

-- Requests to the HTTP API by idempotency key (which the job's id is computed from), and their uploads.
create table api_requests (
    job_id       uuid primary key,
    body_digest  text        not null,
    chat_id      bigint      not null,
    storage_key  text        not null,
    published_at timestamptz,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    removed_at   timestamptz
);
create index api_requests_expiring on api_requests (expires_at) where removed_at is null;

-- Sticker sets in Telegram, as the youngest event of each tells.
create table sticker_sets (
    id                 uuid primary key,
    pack_batch_id      uuid,
    user_id            uuid        not null,
    telegram_user_id   bigint      not null,
    name               text,
    title              text        not null,
    state              text        not null check (state in ('making', 'open', 'deleted', 'failed')),
    -- How many photos its pack has; null while more may come, and for a set of no pack.
    photos             integer,
    parts              jsonb       not null,
    -- The last request that came to nothing, and why.
    refused_request_id uuid,
    refusal            text,
    changed_at         timestamptz not null,
    -- Since when there is no such set any more.
    over_at            timestamptz,
    created_at         timestamptz not null,
    check ((refused_request_id is null) = (refusal is null)),
    check ((over_at is null) = (state in ('making', 'open')))
);
create index sticker_sets_by_time on sticker_sets (created_at desc, id desc) where over_at is null;
create index sticker_sets_of_user on sticker_sets (user_id, created_at desc, id desc) where over_at is null;
create index sticker_sets_over on sticker_sets (over_at) where over_at is not null;

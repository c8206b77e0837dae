-- A pack of photos becomes sticker sets of its own, beside the person's own ones.
alter table sticker_sets
    add column pack_id uuid,
    drop constraint sticker_sets_user_id_volume_key;
create unique index sticker_sets_own on sticker_sets (user_id, volume) where pack_id is null;
create unique index sticker_sets_of_pack on sticker_sets (pack_id, volume) where pack_id is not null;

create table packs (
    id         uuid primary key,
    -- How many photos it has; null while more may come.
    parts      integer,
    -- The request that began it, encoded: whose it is, its title, and what is said of it answers this.
    begun      bytea       not null,
    done_at    timestamptz,
    created_at timestamptz not null default now()
);
create index packs_by_age on packs (created_at);

-- A photo of a pack, until its sticker is in a set.
create table pack_parts (
    pack_id          uuid        not null,
    pack_index       integer     not null check (pack_index >= 0),
    job_id           uuid        not null,
    telegram_user_id bigint      not null,
    state            text        not null check (state in ('making', 'ready', 'failed')),
    -- Telegram's, of the uploaded sticker.
    file_id          text,
    -- The event that said that it is made, without the file.
    made             bytea,
    -- Why there is none, as the key of a text.
    failure          text,
    created_at       timestamptz not null default now(),
    primary key (pack_id, pack_index),
    check ((state = 'ready') = (file_id is not null)),
    check ((state = 'failed') = (failure is not null))
);
create unique index pack_parts_by_job on pack_parts (job_id);
create index pack_parts_by_age on pack_parts (created_at);

-- Packs: several stickers made as one batch from one sheet. Only pack_batch_id tells a pack's sticker from a single one.
create table pack_batches (
    id                         uuid primary key,
    user_id                    uuid        not null,
    chat_id                    bigint      not null,
    session_id                 uuid,
    sticker_set_name           text,
    pack_sheet_file_id         text,
    cleaned_sheet_storage_path text,
    cleaned_sheet_stored_at    timestamptz,
    style_preset_id            text,
    env                        text        not null,
    origin                     text        not null
        constraint pack_origin check (origin in ('live', 'import', 'session')),
    created_at                 timestamptz not null,
    constraint stored_sheet_has_a_path
        check (cleaned_sheet_stored_at is null or cleaned_sheet_storage_path is not null),
    -- An imported path is what the other bot claimed; a live one is set on storage and on nothing else.
    constraint live_sheet_path_is_stored
        check (origin <> 'live' or (cleaned_sheet_storage_path is null) = (cleaned_sheet_stored_at is null))
);

-- The version before may still run: what it inserts names none of the new columns, and passes.
alter table stickers
    add column sticker_set_name text,
    add column pack_batch_id    uuid constraint sticker_of_a_pack references pack_batches,
    add column pack_index       integer,
    add constraint pack_index_only_in_a_pack check ((pack_batch_id is null) = (pack_index is null)),
    add constraint pack_index_counts_from_zero check (pack_index >= 0),
    add constraint pack_index_once_in_a_pack unique (pack_batch_id, pack_index),
    add constraint stored_sticker_has_a_path check (stored_at is null or result_storage_path is not null),
    -- What another bot or an old session knew of a sticker has no job of ours, and may have no session.
    alter column job_id drop not null,
    alter column session_id drop not null,
    add constraint live_sticker_has_job_and_session
        check (origin <> 'live' or (job_id is not null and session_id is not null)),
    add constraint session_sticker_has_its_session check (origin <> 'session' or session_id is not null);

-- What only the request tells of a job that failed.
alter table jobs add column style_preset_id text;

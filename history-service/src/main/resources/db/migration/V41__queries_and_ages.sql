-- Each list has the index that it is read in the order of.
create index stickers_of_user on stickers (user_id, created_at desc, id desc);
drop index stickers_by_user;
create index stickers_of_session on stickers (session_id, created_at desc, id desc);
create index stickers_single on stickers (created_at desc, id desc) where pack_batch_id is null and deleted_at is null;
-- All that the count and the list of missing files need: rows leave it when their file is stored.
create index stickers_without_file on stickers (created_at desc, id desc)
    include (env, origin, generation_type, telegram_file_id, sticker_set_name)
    where result_storage_path is null and deleted_at is null;
-- Paths are only ever looked for whole, and are long.
create index stickers_by_path on stickers using hash (result_storage_path);
create index pack_batches_by_sheet on pack_batches using hash (cleaned_sheet_storage_path);
create index pack_batches_by_time on pack_batches (created_at desc, id desc);
create index pack_batches_of_user on pack_batches (user_id, created_at desc, id desc);
create index pack_batches_of_session on pack_batches (session_id);
create index pack_batches_without_sheet on pack_batches (env, origin) include (pack_sheet_file_id)
    where cleaned_sheet_storage_path is null;
create index jobs_failed on jobs (user_id, requested_at) where state = 'failed';

-- What is over its lifetime is found by its age.
alter table jobs add column inserted_at timestamptz not null default now();
create index jobs_by_age on jobs (coalesce(ended_at, received_at, inserted_at));
create index job_events_by_age on job_events (at);
create index stored_objects_by_age on stored_objects (stored_at desc, sticker_id desc);
create index deletions_by_age on deletions (deleted_at);
create index stickers_deleted_with_file on stickers (deleted_at)
    where deleted_at is not null and result_storage_path is not null;

-- Jobs without a sticker stay counted when their timelines go.
create table failed_days (
    user_id         uuid    not null,
    day             date    not null,
    style_preset_id text    not null,
    failed          integer not null check (failed > 0),
    primary key (user_id, day, style_preset_id)
);

-- What is over its lifetime is found by its age. The version before names no time for an album: it is now.
alter table albums add column created_at timestamptz not null default now();
create index albums_by_age on albums (created_at);
create index photo_requests_by_age on photo_requests (created_at);
create index api_requests_by_age on api_requests (expires_at) where removed_at is not null;

-- Sessions whose sticker is not in storage, to be counted.
create index sessions_without_file on sessions (env, id)
    where last_sticker_file_id is not null and last_sticker_storage_path is null;

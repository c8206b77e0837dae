-- Stored files whose delivery has not been heard of yet: of a session's stickers any number, in any order. The one slot in
-- sessions (early_sticker_id, early_path) is still written, for the version before.
create table early_paths (
    sticker_id uuid primary key,
    session_id uuid        not null references sessions on delete cascade,
    path       text        not null,
    created_at timestamptz not null default now()
);
create index early_paths_by_age on early_paths (created_at);

-- Stickers that were made beside the one that was sent, for who wants another cut-out. The files lie in storage.
create table ready_made_stickers (
    job_id      uuid             not null,
    variant     integer          not null check (variant > 0),
    storage_key text             not null,
    width       integer          not null,
    height      integer          not null,
    quality     integer          not null,
    shape       text             not null,
    confidence  double precision not null,
    choices     integer          not null,
    expires_at  timestamptz      not null,
    primary key (job_id, variant)
);
create index ready_made_stickers_expiring on ready_made_stickers (expires_at);

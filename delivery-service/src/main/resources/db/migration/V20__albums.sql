-- The jobs of albums: each album (named by its session) has one status message for all of them.
create table album_jobs (
    job_id   uuid primary key,
    album_id uuid    not null,
    ended    boolean not null default false,
    since    timestamptz not null default now()
);
create index album_jobs_by_album on album_jobs (album_id);

-- An album's step is the sum of its photos and of those that have ended: both only rise.
alter table status_messages drop constraint status_messages_step_check;
alter table status_messages add constraint status_messages_step_check check (step >= 1);

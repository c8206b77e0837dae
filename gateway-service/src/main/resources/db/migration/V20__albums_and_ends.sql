-- The photos of an album come one by one, maybe to different gateways; whoever is first opens the session of all.
create table albums (
    chat_id        bigint not null,
    media_group_id text   not null,
    session_id     uuid   not null,
    primary key (chat_id, media_group_id)
);

-- What has not ended can be cancelled. Of what was asked for before this, nothing is known to run.
alter table photo_requests
    add column media_group_id text,
    -- The message that asked to stop it: the same command received again means the same jobs.
    add column cancel_message_id integer,
    add column ended_at timestamptz;
update photo_requests set ended_at = now();
create index photo_requests_open on photo_requests (chat_id) where ended_at is null;
create index photo_requests_cancelled on photo_requests (chat_id, cancel_message_id) where cancel_message_id is not null;

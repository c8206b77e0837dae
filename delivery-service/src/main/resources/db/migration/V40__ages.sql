-- What is over its lifetime is found by its age.
create index deliveries_by_age on deliveries (coalesce(ended_at, created_at));
create index uploads_by_age on uploads (coalesce(ended_at, created_at));
create index status_messages_by_age on status_messages (created_at);
create index album_jobs_by_age on album_jobs (since);

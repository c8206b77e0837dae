-- What is over its lifetime is found by its age; what waits is never over it.
create index generations_by_age on generations (coalesce(ended_at, created_at)) where request is null;
create index cancelled_jobs_by_age on cancelled_jobs (cancelled_at);

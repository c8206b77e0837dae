-- Jobs that are not to be worked on; a cancellation may come before its request.
create table cancelled_jobs (
    job_id       uuid primary key,
    cancelled_at timestamptz not null default now()
);

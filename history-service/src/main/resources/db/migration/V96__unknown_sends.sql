-- Sends of a job's sticker whose outcome nobody knows, each when it happened: the sticker may have come once more by each.
create table unknown_sends (
    job_id uuid        not null,
    number integer     not null,
    at     timestamptz not null,
    primary key (job_id, number)
);
create index unknown_sends_by_age on unknown_sends (at);

-- A job that waits for others of its chat shows how many are before it; within a step, that only falls.
alter table status_messages add column jobs_before integer not null default 2147483647;

-- How often what worked on the job ended in the middle: a maker's process, or the whole service, whose lease then ended.
-- Not every attempt counts: one that failed for Telegram's or the storage's sake ended in order.
alter table generations add column ends integer not null default 0;

-- Storage and Telegram are called outside of transactions: who is about to, says so here first.
alter table api_requests add column removal_until timestamptz;
alter table webhook_registrations add column looking_until timestamptz;

-- What a chat was told within a moment, and which of its messages are ours to delete.
create index deliveries_said on deliveries (chat_id, ended_at) where kind <> 'sticker' and state = 'done';
-- Read every few seconds: the few that stand open, not a month of closed ones.
create index status_messages_open on status_messages (created_at) where not closed;

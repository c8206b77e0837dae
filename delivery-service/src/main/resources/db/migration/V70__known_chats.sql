-- What Telegram has said of chats: that the bot is blocked there or the chat is gone, and where a group has moved.
create table known_chats (
    chat_id    bigint primary key,
    moved_to   bigint,
    reason     text check (reason in ('BLOCKED', 'CHAT_GONE')),
    detail     text,
    refused_at timestamptz,
    check ((reason is null) = (refused_at is null))
);

-- A closed status message that Telegram has not removed yet: whoever closed it may have died between the two.
alter table status_messages add column closed_at timestamptz;
create index status_messages_standing on status_messages (closed_at) where closed and message_id is not null;

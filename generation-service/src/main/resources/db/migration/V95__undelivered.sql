-- Whether a sticker that is ready has arrived, or never will: a chat with many that have not is made no more for now. What was
-- made before this is known was sent long ago.
alter table generations add column delivered boolean not null default true;
alter table generations alter column delivered set default false;
create index generations_undelivered on generations (chat_id) where state = 'done' and not delivered;

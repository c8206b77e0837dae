-- How a request ended, for who wants to cancel it after that. Of those that ended before this it is not known.
-- And the message that carries its sticker: a button's data may be anything, but not what it stands under.
alter table photo_requests
    add column end_state text check (end_state in ('DELIVERED', 'FAILED', 'CANCELLED')),
    add column sticker_message_id integer;
create index photo_requests_by_sticker_message on photo_requests (chat_id, sticker_message_id)
    where sticker_message_id is not null;

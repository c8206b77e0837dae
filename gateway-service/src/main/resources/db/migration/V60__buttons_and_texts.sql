-- A cut-out can be asked for though none was found, and one that is made already is no new work.
alter table photo_requests
    drop constraint photo_requests_mode_check,
    add constraint photo_requests_mode_check check (mode in ('CUT_OUT', 'CARD', 'CUT_OUT_ANYWAY')),
    add column ready_made_of uuid;

-- Whose next text message is set on which job's sticker.
alter table sessions
    add column awaits_text_for   uuid,
    add column awaits_text_since timestamptz,
    add check ((awaits_text_for is null) = (awaits_text_since is null));
create index sessions_awaiting_text on sessions (user_id, chat_id) where awaits_text_for is not null;

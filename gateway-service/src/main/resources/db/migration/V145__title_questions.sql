-- Whose next text in which chat is the title of which sticker set, and what said the last one. A table of its own: a set has no
-- session, and an older gateway, which runs beside a newer one during an upgrade, writes sessions as before.
create table title_questions (
    user_id  uuid   not null,
    chat_id  bigint not null,
    -- The set that is asked about, the reply that asks, and since when; null while nothing is asked.
    set_id   uuid,
    question uuid,
    since    timestamptz,
    -- The message that said a title last, and of which set: received again, it says it of the same set.
    said_in  uuid,
    said_of  uuid,
    primary key (user_id, chat_id),
    check ((set_id is null) = (question is null) and (set_id is null) = (since is null)),
    check ((said_in is null) = (said_of is null))
);

-- The press that a sticker's styles were shown for last: a double tap shows them once.
alter table photo_requests
    add column styles_press      text,
    add column styles_pressed_at timestamptz,
    add check ((styles_press is null) = (styles_pressed_at is null));

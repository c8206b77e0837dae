-- What a delivery tells of its sticker; null of those delivered before it did, and of other bots' stickers.
alter table stickers
    add column shape        text constraint known_shape
        check (shape in ('cut_out', 'own_transparency', 'card_as_asked', 'card_no_subject')),
    add column confidence   double precision,
    add column outline      boolean,
    add column sticker_text text;

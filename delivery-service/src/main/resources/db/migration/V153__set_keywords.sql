-- The words that people find a sticker by, as Telegram takes them: joined by commas.
alter table set_parts add column keywords text not null default '';

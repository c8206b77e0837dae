-- Telegram sends the caption of an album with one of its photos, mostly the first, and shows it under all.
alter table albums add column caption text;

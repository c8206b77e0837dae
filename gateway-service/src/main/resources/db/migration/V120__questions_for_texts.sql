-- The reply that asks for the text: it goes when the text has come, or is no longer waited for. An older gateway, which
-- runs beside a newer one during an upgrade, knows no such column: where it is null, no message is known.
alter table sessions add column awaits_text_question uuid;

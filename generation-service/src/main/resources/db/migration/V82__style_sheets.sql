-- Sheets that show a sticker in every style; the files lie in storage.
create table style_sheets (
    storage_key text primary key,
    expires_at  timestamptz not null
);
create index style_sheets_expiring on style_sheets (expires_at);

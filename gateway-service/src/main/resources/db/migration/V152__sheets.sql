-- A picture of drawings in a grid, each of which is to become a sticker of a pack that takes no other photos.
create table sheets (
    id           uuid primary key references packs (id) on delete cascade,
    file_id      text      not null,
    -- Drawings that are left out, from 0, and the press that changed that last.
    left_out     integer[] not null default '{}',
    last_press   text,
    -- How many drawings it has, and in how many columns: from when its pack is made.
    cells        integer,
    cell_columns integer,
    check ((cells is null) = (cell_columns is null))
);

alter table photo_requests
    add column sheet_cell integer,
    add check (sheet_cell is null or pack_id is not null);

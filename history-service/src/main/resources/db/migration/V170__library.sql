-- Which stickers people have marked as theirs to keep, as the youngest event of each tells.
create table favourites (
    user_id    uuid        not null,
    sticker_id uuid        not null,
    marked     boolean     not null,
    changed_at timestamptz not null,
    primary key (user_id, sticker_id)
);

-- Who is in the library page, by the hash of what their browser keeps.
create table library_sessions (
    token_hash       bytea       primary key,
    user_id          uuid        not null,
    telegram_user_id bigint      not null,
    language         text        not null,
    ends_at          timestamptz not null
);
create index library_sessions_of_user on library_sessions (user_id);
create index library_sessions_by_end on library_sessions (ends_at);

-- Links into the page that have let somebody in: they do so once.
create table library_links (
    id         uuid        primary key,
    good_until timestamptz not null
);
create index library_links_by_end on library_links (good_until);

-- What is being made for a person.
create index jobs_open_of_user on jobs (user_id, received_at) where state in ('accepted', 'generating');

alter table remote_generations
    -- Whether a provider is still to be told that nobody wants the picture any more: written with the end, undone when it is told.
    add column to_stop boolean not null default false,
    -- What was made: image or video.
    add column kind    text    not null default 'image' check (kind in ('image', 'video'));
create index remote_generations_to_stop on remote_generations (ended_at) where to_stop;

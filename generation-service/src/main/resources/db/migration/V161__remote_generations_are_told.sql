-- Whoever lists generations reads events of them: a row that has changed is told once more.
alter table remote_generations
    add column env           text        not null default 'prod',
    -- What the provider fetches by a link, while it works.
    add column input_key     text,
    add column preview_key   text,
    add column thumbnail_key text,
    -- How many came before it at the provider, when it was looked at last.
    add column place         integer,
    -- When it was seen out of the provider's queue, and when made.
    add column started_at    timestamptz,
    add column made_at       timestamptz,
    add column changed_at    timestamptz not null default now(),
    add column told          boolean     not null default false,
    -- Whether the provider charges for it, or may: all but what it has refused.
    add column paid          boolean generated always as
        (status <> 'failed' or task_id is not null
         or coalesce(why, '') not in ('INPUT', 'MODEL', 'KEY', 'CREDIT', 'BUSY', 'AWAY')) stored;
create index remote_generations_untold on remote_generations (changed_at) where not told;
create index remote_generations_of_user on remote_generations (user_id, created_at);
create index remote_generations_without_preview on remote_generations (ended_at)
    where status = 'succeeded' and preview_key is null;

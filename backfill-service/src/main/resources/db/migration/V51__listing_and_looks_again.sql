-- Where verify stands in the listing of what lies in storage.
alter table backfill_runs
    add column listed_after text    not null default '',
    add column listing_done boolean not null default false;

-- An item is counted as it ended; what a replay finds later is counted beside it, as 'again'.
alter table backfill_counts
    add constraint known_outcome check (outcome in ('done', 'skipped', 'failed', 'again'));

-- What has not ended, to be published again and to tell whether a run is over.
create index backfill_items_open on backfill_items (run_id, id) where state in ('free', 'claimed');

create index replays_newest on replays (requested_at desc);

-- A report lists what has failed, a few of many: it read all items of the run.
create index backfill_items_failed on backfill_items (run_id, id) where state = 'failed';

-- A run that only looks.
alter table backfill_runs drop constraint backfill_runs_source_check;
alter table backfill_runs add constraint backfill_runs_source_check
  check (source in ('stickers', 'sessions', 'pack-sheets', 'verify', 'audit'));

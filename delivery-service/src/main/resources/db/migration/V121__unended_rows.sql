-- How many rows have not ended is counted every few seconds, for the metrics.
create index deliveries_unended on deliveries (state) where state in ('free', 'claimed');
create index uploads_unended on uploads (state) where state in ('free', 'claimed');

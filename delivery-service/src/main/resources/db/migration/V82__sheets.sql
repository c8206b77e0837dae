-- A sheet that shows a job's sticker in every style goes when the sticker is deleted.
alter table deliveries
    drop constraint deliveries_kind_check,
    add constraint deliveries_kind_check check (kind in ('sticker', 'reply', 'sheet'));

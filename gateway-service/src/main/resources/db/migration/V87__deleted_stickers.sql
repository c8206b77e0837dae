-- That a request's sticker is deleted: its buttons ask for nothing any more. Known for as long as the request itself.
alter table photo_requests add column sticker_deleted_at timestamptz;

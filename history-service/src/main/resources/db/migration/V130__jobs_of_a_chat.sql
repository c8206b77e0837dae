-- Who operates this looks for a chat's jobs, and for the job of a sticker that a person shows.
create index jobs_of_chat on jobs (chat_id, inserted_at desc);
create index stickers_by_file on stickers using hash (telegram_file_id) where telegram_file_id is not null;

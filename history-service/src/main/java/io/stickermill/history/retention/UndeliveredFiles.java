package io.stickermill.history.retention;

import io.stickermill.history.page.Paging;
import io.stickermill.history.page.Place;
import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.storage.ObjectStorage;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files in storage whose sticker was never delivered. */
class UndeliveredFiles implements ExpiredRows {

    private final JdbcClient database;
    private final ObjectStorage storage;

    UndeliveredFiles(JdbcClient database, ObjectStorage storage) {
        this.database = database;
        this.storage = storage;
    }

    /**
     * A file without a sticker. A young one may still be delivered.
     *
     * @param sizeBytes of the file
     */
    record Undelivered(UUID stickerId, String storageKey, long sizeBytes, Instant storedAt) {

        Place place() {
            return new Place(storedAt, stickerId);
        }
    }

    /**
     * Newest first. Whether there is a sticker is asked of each row of the page in turn: nearly all rows have none, and a
     * join would read both tables.
     */
    List<Undelivered> list(Paging paging) {
        return database.sql("""
                select sticker_id, storage_key, size_bytes, stored_at
                  from stored_objects o
                 where (stored_at, sticker_id) < (:stored, :id)
                   and (select s.id from stickers s where s.id = o.sticker_id) is null
                 order by stored_at desc, sticker_id desc
                 limit :limit
                """)
                .param("stored", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query((row, _) -> new Undelivered(
                        row.getObject("sticker_id", UUID.class),
                        row.getString("storage_key"),
                        row.getLong("size_bytes"),
                        row.getTimestamp("stored_at").toInstant()))
                .list();
    }

    /**
     * The version before kept its notes of delivered stickers, too: of these the note goes and the file stays. Nothing is
     * locked while storage works: a sticker that is delivered just then loses its path with its file, and a backfill puts
     * both back.
     */
    @Override
    public int remove(Instant before, int most) {
        List<Noted> found = database.sql("""
                select sticker_id, storage_key,
                       exists (select from stickers s where s.id = o.sticker_id)
                       or exists (select from stickers s where s.result_storage_path = o.storage_key) as needed
                  from stored_objects o
                 where stored_at < :before
                 order by stored_at limit :most
                """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query((row, _) -> new Noted(
                        row.getObject("sticker_id", UUID.class),
                        row.getString("storage_key"),
                        row.getBoolean("needed")))
                .list();
        FileRemoval files = new FileRemoval(storage);
        int removed = 0;
        for (Noted noted : found) {
            if (noted.needed()) {
                removed += forget(noted);
            } else if (files.remove(noted.key())) {
                database.sql("""
                        update stickers set result_storage_path = null, stored_at = null
                         where id = ? and result_storage_path = ?
                        """).params(noted.stickerId(), noted.key()).update();
                removed += forget(noted);
            }
        }
        return removed;
    }

    private int forget(Noted noted) {
        return database.sql("delete from stored_objects where sticker_id = ? and storage_key = ?")
                .params(noted.stickerId(), noted.key())
                .update();
    }

    /** @param needed whether a sticker's row names the file or could */
    private record Noted(UUID stickerId, String key, boolean needed) {}
}

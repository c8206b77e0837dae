package io.stickermill.history.retention;

import io.stickermill.platform.retention.ExpiredRows;
import io.stickermill.platform.storage.ObjectStorage;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of stickers that were deleted. The row stays, without its path: it was delivered once. */
class DeletedFiles implements ExpiredRows {

    private final JdbcClient database;
    private final ObjectStorage storage;

    DeletedFiles(JdbcClient database, ObjectStorage storage) {
        this.database = database;
        this.storage = storage;
    }

    /**
     * Nothing is locked while storage works. A crash after a file's removal and before the row's change removes the file,
     * which is gone, once more; so does another instance at the same time.
     */
    @Override
    public int remove(Instant before, int most) {
        List<Deleted> found = database.sql("""
                select id, result_storage_path,
                       exists (select from stickers other
                                where other.result_storage_path = s.result_storage_path and other.deleted_at is null)
                           as needed
                  from stickers s
                 where deleted_at < :before and result_storage_path is not null
                 order by deleted_at limit :most
                """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query((row, _) -> new Deleted(
                        row.getObject("id", UUID.class),
                        row.getString("result_storage_path"),
                        row.getBoolean("needed")))
                .list();
        FileRemoval files = new FileRemoval(storage);
        int removed = 0;
        for (Deleted sticker : found) {
            if (sticker.needed() || files.remove(sticker.path())) {
                removed +=
                        database.sql("""
                                update stickers set result_storage_path = null, stored_at = null
                                 where id = ? and result_storage_path = ?
                                """).params(sticker.id(), sticker.path()).update();
            }
        }
        return removed;
    }

    /** @param needed whether a sticker that is not deleted has the same file */
    private record Deleted(UUID id, String path, boolean needed) {}
}

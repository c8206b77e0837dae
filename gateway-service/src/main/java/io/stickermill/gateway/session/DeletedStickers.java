package io.stickermill.gateway.session;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which jobs' stickers were deleted, for as long as their buttons are known. Noted by the press, so that the next one sees
 * it, and again from the command in its topic, which a database restored from a copy reads once more.
 */
@Repository
public class DeletedStickers {

    private final JdbcClient database;

    DeletedStickers(JdbcClient database) {
        this.database = database;
    }

    public void note(UUID jobId) {
        database.sql("""
                update photo_requests set sticker_deleted_at = now() where job_id = ? and sticker_deleted_at is null
                """).param(jobId).update();
    }

    public boolean contains(UUID jobId) {
        return database.sql("select sticker_deleted_at is not null from photo_requests where job_id = ?")
                .param(jobId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}

package io.stickermill.gateway.session;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The columns {@code sticker_*} of the table {@code photo_requests}. */
record SentStickerRows(JdbcClient database) implements SentStickers {

    @Override
    public void arrived(UUID jobId, int messageId) {
        database.sql("update photo_requests set sticker_message_id = ? where job_id = ?")
                .params(messageId, jobId)
                .update();
    }

    @Override
    public Optional<UUID> jobOf(long chatId, int messageId) {
        return database
                .sql("select job_id from photo_requests where chat_id = ? and sticker_message_id = ?")
                .params(chatId, messageId)
                .query((row, _) -> row.getObject("job_id", UUID.class))
                .list()
                .stream()
                .findFirst();
    }

    @Override
    public boolean hasArrived(UUID jobId) {
        return database.sql(
                        "select exists (select from photo_requests where job_id = ? and sticker_message_id is not null)")
                .param(jobId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void deleted(UUID jobId) {
        database.sql("""
                update photo_requests set sticker_deleted_at = now() where job_id = ? and sticker_deleted_at is null
                """).param(jobId).update();
    }

    @Override
    public boolean isDeleted(UUID jobId) {
        return database.sql("select sticker_deleted_at is not null from photo_requests where job_id = ?")
                .param(jobId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}

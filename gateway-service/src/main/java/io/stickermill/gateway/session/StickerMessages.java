package io.stickermill.gateway.session;

import io.stickermill.schemas.StickerDelivered;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which messages carry which jobs' stickers, as far as it has been heard. */
@Repository
public class StickerMessages {

    private final JdbcClient database;

    StickerMessages(JdbcClient database) {
        this.database = database;
    }

    void note(StickerDelivered event) {
        database.sql("update photo_requests set sticker_message_id = ? where job_id = ?")
                .params(event.getTelegramMessageId(), event.getJobId())
                .update();
    }

    /** The job whose sticker a message carries. */
    public Optional<UUID> jobOf(long chatId, int messageId) {
        return database
                .sql("select job_id from photo_requests where chat_id = ? and sticker_message_id = ?")
                .params(chatId, messageId)
                .query((row, _) -> row.getObject("job_id", UUID.class))
                .list()
                .stream()
                .findFirst();
    }

    /** Whether it has been heard where a job's sticker is. */
    public boolean knows(UUID jobId) {
        return database.sql(
                        "select exists (select from photo_requests where job_id = ? and sticker_message_id is not null)")
                .param(jobId)
                .query(Boolean.class)
                .single();
    }
}

package io.stickermill.history.sticker;

import io.stickermill.history.page.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sticker's row. What another bot or an old session did not know is null; a live one has job, session and file id. */
public record Sticker(
        UUID id,
        @Nullable UUID jobId,
        UUID userId,
        long chatId,
        @Nullable UUID sessionId,
        @Nullable UUID packBatchId,
        @Nullable Integer packIndex,
        @Nullable String stickerSetName,
        String origin,
        String generationType,
        String env,
        String style,
        int variant,
        @Nullable String shape,
        @Nullable Double confidence,
        @Nullable Boolean outline,
        @Nullable String text,
        @Nullable String telegramFileId,
        @Nullable String resultStoragePath,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant deletedAt) {

    static final String COLUMNS = """
            id, job_id, user_id, chat_id, session_id, pack_batch_id, pack_index, sticker_set_name, origin,
            generation_type, env, style_preset_id, variant, shape, confidence, outline, sticker_text,
            telegram_file_id, result_storage_path, created_at, delivered_at, deleted_at""";

    /** Its place in a list, newest first. */
    public Place place() {
        return new Place(createdAt, id);
    }

    static Sticker read(ResultSet row, int number) throws SQLException {
        return new Sticker(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("chat_id"),
                row.getObject("session_id", UUID.class),
                row.getObject("pack_batch_id", UUID.class),
                row.getObject("pack_index", Integer.class),
                row.getString("sticker_set_name"),
                row.getString("origin"),
                row.getString("generation_type"),
                row.getString("env"),
                row.getString("style_preset_id"),
                row.getInt("variant"),
                row.getString("shape"),
                row.getObject("confidence", Double.class),
                row.getObject("outline", Boolean.class),
                row.getString("sticker_text"),
                row.getString("telegram_file_id"),
                row.getString("result_storage_path"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("delivered_at")),
                instant(row.getTimestamp("deleted_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}

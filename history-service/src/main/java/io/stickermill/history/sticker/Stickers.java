package io.stickermill.history.sticker;

import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerShape;
import io.stickermill.schemas.StickerStored;
import java.sql.Timestamp;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code stickers}, and what was heard of a sticker before its delivery. */
public class Stickers {

    private final JdbcClient database;

    Stickers(JdbcClient database) {
        this.database = database;
    }

    /** Inserts the row; its path is there already if the stored event came first, and so is a deletion. */
    public void delivered(StickerDelivered event) {
        alone(event.getStickerId());
        pack(event);
        database.sql("""
                insert into stickers (id, job_id, user_id, chat_id, session_id, pack_batch_id, pack_index, sticker_set_name,
                                      origin, source_photo_file_id, user_input,
                                      telegram_file_id, telegram_file_unique_id, telegram_message_id, style_preset_id,
                                      variant, generation_type, env, created_at, delivered_at,
                                      shape, confidence, outline, sticker_text,
                                      result_storage_path, stored_at, deleted_at)
                values (:id, :job, :user, :chat, :session, :pack, :index, :set, 'live', :photo, :input, :file, :unique, :message, :style,
                        :variant, 'photo', :env, :created, :delivered,
                        :shape, :confidence, :outline, :text,
                        (select storage_key from stored_objects where sticker_id = :id),
                        (select stored_at from stored_objects where sticker_id = :id),
                        (select deleted_at from deletions where sticker_id = :id))
                on conflict (id) do nothing
                """)
                .param("id", event.getStickerId())
                .param("job", event.getJobId())
                .param("user", event.getUserId())
                .param("chat", event.getChatId())
                .param("session", event.getSessionId())
                .param("pack", event.getPackBatchId())
                .param("index", event.getPackIndex())
                .param("set", event.getStickerSetName())
                .param("photo", event.getSourcePhotoFileId())
                .param("input", event.getUserInput())
                .param("file", event.getTelegramFileId())
                .param("unique", event.getTelegramFileUniqueId())
                // A pack's stands in no message.
                .param("message", event.getPackBatchId() == null ? event.getTelegramMessageId() : null)
                .param("style", event.getStylePresetId())
                .param("variant", event.getVariant())
                .param("env", event.getEnv())
                .param("shape", shape(event.getShape()))
                .param("confidence", event.getConfidence())
                .param("outline", event.getOutline())
                .param("text", event.getText())
                .param("created", Timestamp.from(event.getRequestedAt()))
                .param("delivered", Timestamp.from(event.getDeliveredAt()))
                .update();
        database.sql("delete from stored_objects where sticker_id = ?")
                .param(event.getStickerId())
                .update();
        database.sql("delete from deletions where sticker_id = ?")
                .param(event.getStickerId())
                .update();
    }

    /** A pack is there from its first sticker on; its set is named by its first part. */
    private void pack(StickerDelivered event) {
        if (event.getPackBatchId() == null) {
            return;
        }
        database.sql("""
                insert into pack_batches (id, user_id, chat_id, session_id, sticker_set_name, style_preset_id, env, origin,
                                          created_at)
                values (:id, :user, :chat, :session, :set, :style, :env, 'live', :created)
                on conflict (id) do nothing
                """)
                .param("id", event.getPackBatchId())
                .param("user", event.getUserId())
                .param("chat", event.getChatId())
                .param("session", event.getSessionId())
                .param("set", event.getStickerSetName())
                .param("style", event.getStylePresetId())
                .param("env", event.getEnv())
                .param("created", Timestamp.from(event.getRequestedAt()))
                .update();
    }

    /** Null of a sticker that was delivered before its shape was told. */
    private static @Nullable String shape(StickerShape shape) {
        return shape == StickerShape.UNKNOWN ? null : shape.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Sets the row's path; keeps it for later if there is no row. A path that an imported row only claimed becomes a known
     * one.
     */
    public void stored(StickerStored event) {
        if (event.getStickerId() == null) {
            return;
        }
        alone(event.getStickerId());
        database.sql("""
                insert into stored_objects (sticker_id, storage_key, size_bytes, stored_at)
                select :id, :key, :size, :stored
                 where not exists (select from stickers where id = :id)
                on conflict (sticker_id) do nothing
                """)
                .param("id", event.getStickerId())
                .param("key", event.getStorageKey())
                .param("size", event.getSizeBytes())
                .param("stored", Timestamp.from(event.getStoredAt()))
                .update();
        database.sql("""
                update stickers set result_storage_path = ?, stored_at = ?
                 where id = ?
                   and (result_storage_path is null or (result_storage_path = ? and stored_at is null))
                """)
                .params(
                        event.getStorageKey(),
                        Timestamp.from(event.getStoredAt()),
                        event.getStickerId(),
                        event.getStorageKey())
                .update();
    }

    public void deleted(JobCommand command) {
        if (command.getStickerId() == null) {
            return;
        }
        alone(command.getStickerId());
        Timestamp at = Timestamp.from(command.getIssuedAt());
        database.sql("""
                insert into deletions (sticker_id, deleted_at)
                select :id, :at where not exists (select from stickers where id = :id)
                on conflict (sticker_id) do nothing
                """).param("id", command.getStickerId()).param("at", at).update();
        database.sql("update stickers set deleted_at = ? where id = ? and deleted_at is null")
                .params(at, command.getStickerId())
                .update();
    }

    /**
     * Until the transaction's end, nobody else works on this sticker. Its events come from several topics at the same time;
     * two transactions that don't see each other's rows would each leave the path to the other. A rebuild, which works in
     * another schema, has locks of its own.
     */
    private void alone(UUID stickerId) {
        database.sql("""
                select pg_advisory_xact_lock(
                    ? # coalesce(hashtextextended(nullif(current_schema(), 'history'), 0), 0))
                """)
                .param(stickerId.getLeastSignificantBits())
                .query((_, _) -> true)
                .single();
    }
}

package io.stickermill.history.sticker;

import io.stickermill.schemas.StickerStored;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stickers of old sessions that only Telegram remembered: a backfill asks for their rows. */
public class SessionStickers {

    private final JdbcClient database;

    SessionStickers(JdbcClient database) {
        this.database = database;
    }

    /** Makes the row that the session's sticker never had, where that is asked for; the path is the session's otherwise. */
    public void stored(StickerStored event) {
        if (!event.getCreateRow()
                || event.getStickerId() == null
                || event.getTelegramFileId() == null
                || event.getCreatedAt() == null) {
            return;
        }
        database.sql("""
                insert into stickers (id, user_id, chat_id, session_id, origin, telegram_file_id, generation_type, env,
                                      created_at, result_storage_path, stored_at)
                select :id, :user, :chat, :session, 'session', :file, 'unknown', :env, :created, :path, :stored
                 where not exists (select from stickers where session_id = :session and telegram_file_id = :file)
                on conflict (id) do nothing
                """)
                .param("id", event.getStickerId())
                .param("user", event.getUserId())
                .param("chat", event.getChatId())
                .param("session", event.getSessionId())
                .param("file", event.getTelegramFileId())
                .param("env", event.getEnv())
                .param("created", Timestamp.from(event.getCreatedAt()))
                .param("path", event.getStorageKey())
                .param("stored", Timestamp.from(event.getStoredAt()))
                .update();
    }
}

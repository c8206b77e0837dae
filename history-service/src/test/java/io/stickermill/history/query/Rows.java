package io.stickermill.history.query;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows as a test needs them, written past the events. */
final class Rows {

    private final JdbcClient database;

    Rows(JdbcClient database) {
        this.database = database;
    }

    UUID pack(UUID user, UUID session, Instant at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into pack_batches (id, user_id, chat_id, session_id, sticker_set_name, pack_sheet_file_id, env,
                                          origin, created_at)
                values (?, ?, 1, ?, 'a_set', 'sheet', 'test', 'import', ?)
                """).params(id, user, session, Timestamp.from(at)).update();
        return id;
    }

    UUID single(UUID user, UUID session, String path, Instant at) {
        return sticker(user, session, null, null, path, at);
    }

    UUID ofPack(UUID user, UUID pack, int index, String path, Instant at) {
        return sticker(user, null, pack, index, path, at);
    }

    private UUID sticker(UUID user, UUID session, UUID pack, Integer index, String path, Instant at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into stickers (id, user_id, chat_id, session_id, pack_batch_id, pack_index, origin,
                                      result_storage_path, telegram_file_id, generation_type, env, created_at)
                values (:id, :user, 1, :session, :pack, :index, 'import', :path, 'file', 'photo', 'test', :at)
                """)
                .param("id", id)
                .param("user", user)
                .param("session", session)
                .param("pack", pack)
                .param("index", index)
                .param("path", path)
                .param("at", Timestamp.from(at))
                .update();
        return id;
    }
}

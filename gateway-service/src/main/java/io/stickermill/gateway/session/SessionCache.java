package io.stickermill.gateway.session;

import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerStored;
import java.sql.Timestamp;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps {@code sessions.last_*}: the file id from the delivered event, the path from the stored event of the same
 * sticker. The newer request wins; of two in the same second, the one with the greater id, so that a replay in any order
 * ends the same. A path that comes before its sticker's delivery waits in {@code early_paths}.
 */
final class SessionCache {

    private final JdbcClient database;

    SessionCache(JdbcClient database) {
        this.database = database;
    }

    void delivered(StickerDelivered event) {
        if (event.getPackBatchId() != null) {
            // What a chat saw last is no part of a pack.
            return;
        }
        database.sql("""
                with early as (delete from early_paths where sticker_id = :sticker returning path)
                update sessions
                   set last_sticker_id = :sticker, last_sticker_file_id = :file, last_requested_at = :requested,
                       last_sticker_storage_path =
                           coalesce((select path from early),
                                    case when early_sticker_id = :sticker then early_path end,
                                    case when last_sticker_id = :sticker then last_sticker_storage_path end),
                       session_rev = session_rev + 1
                 where id = :session
                   and (last_sticker_id is null
                        or (last_requested_at, last_sticker_id) < (:requested, :sticker)
                        or (last_sticker_id = :sticker and last_sticker_file_id is distinct from :file))
                """)
                .param("sticker", event.getStickerId())
                .param("file", event.getTelegramFileId())
                .param("requested", Timestamp.from(event.getRequestedAt()))
                .param("session", event.getSessionId())
                .update();
    }

    void stored(StickerStored event) {
        if (event.getSessionId() == null || event.getPackBatchId() != null) {
            return;
        }
        switch (event.getSubject()) {
            case STICKER -> storedSticker(event);
            case SESSION -> storedBackfill(event);
            case PACK_SHEET -> {}
        }
    }

    /** An old session's last sticker; one that the session has got meanwhile is not this one. */
    private void storedBackfill(StickerStored event) {
        database.sql("""
                update sessions set last_sticker_storage_path = :path, session_rev = session_rev + 1
                 where id = :session and last_sticker_storage_path is null and last_sticker_file_id = :file
                """)
                .param("path", event.getStorageKey())
                .param("session", event.getSessionId())
                .param("file", event.getTelegramFileId())
                .update();
    }

    private void storedSticker(StickerStored event) {
        database.sql("""
                with early as (
                    insert into early_paths (sticker_id, session_id, path)
                    select :sticker, id, :path from sessions
                     where id = :session and last_sticker_id is distinct from :sticker
                    on conflict (sticker_id) do update set path = excluded.path)
                update sessions
                   set early_sticker_id = :sticker, early_path = :path,
                       last_sticker_storage_path =
                           case when last_sticker_id = :sticker then :path else last_sticker_storage_path end,
                       session_rev = session_rev + 1
                 where id = :session
                   and (early_sticker_id, early_path) is distinct from (:sticker, :path)
                """)
                .param("sticker", event.getStickerId())
                .param("path", event.getStorageKey())
                .param("session", event.getSessionId())
                .update();
    }

    /** How many sessions of each env have a sticker at Telegram of which no file is known in storage. */
    Map<String, Long> withoutFile() {
        Map<String, Long> counts = new TreeMap<>();
        database.sql("""
                select env, count(*) as missing from sessions
                 where last_sticker_file_id is not null and last_sticker_storage_path is null
                 group by env
                """).query(row -> {
            counts.put(row.getString("env"), row.getLong("missing"));
        });
        return counts;
    }
}

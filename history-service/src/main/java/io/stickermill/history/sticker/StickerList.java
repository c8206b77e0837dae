package io.stickermill.history.sticker;

import io.stickermill.history.page.Paging;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads on the table {@code stickers}. Lists are newest first and leave out what was deleted. */
public class StickerList {

    private static final String PAGE = """
            and deleted_at is null and (created_at, id) < (:created, :id)
             order by created_at desc, id desc
             limit :limit
            """;

    private final JdbcClient database;

    StickerList(JdbcClient database) {
        this.database = database;
    }

    /** Which stickers of a person are meant. Only the pack tells them apart, not the path. */
    enum Kind {
        ALL("true"),
        SINGLE("pack_batch_id is null"),
        PACK("pack_batch_id is not null");

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }
    }

    /** Deleted ones too. */
    public Optional<Sticker> find(UUID id) {
        return database.sql("select " + Sticker.COLUMNS + " from stickers where id = ?")
                .param(id)
                .query(Sticker::read)
                .optional();
    }

    /** Single stickers of everybody. */
    List<Sticker> single(Paging paging) {
        return page(database.sql(select("pack_batch_id is null")), paging);
    }

    /** Those of everybody whose file is not in storage. */
    List<Sticker> withoutFile(Paging paging) {
        return page(database.sql(select("result_storage_path is null")), paging);
    }

    List<Sticker> ofUser(UUID userId, Kind kind, Paging paging) {
        return page(
                database.sql(select("user_id = :user and " + kind.condition)).param("user", userId), paging);
    }

    List<Sticker> ofSession(UUID sessionId, Paging paging) {
        return page(database.sql(select("session_id = :session")).param("session", sessionId), paging);
    }

    /** All of a pack in their order, which are at most as many as Telegram lets a sticker set have. */
    public List<Sticker> ofPack(UUID packBatchId) {
        return database.sql("select " + Sticker.COLUMNS + """
                  from stickers where pack_batch_id = ? and deleted_at is null order by pack_index
                """)
                .param(packBatchId)
                .query(Sticker::read)
                .list();
    }

    private static String select(String condition) {
        return "select " + Sticker.COLUMNS + " from stickers where " + condition + " " + PAGE;
    }

    private static List<Sticker> page(JdbcClient.StatementSpec statement, Paging paging) {
        return statement
                .param("created", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query(Sticker::read)
                .list();
    }
}

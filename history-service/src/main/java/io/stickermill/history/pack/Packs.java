package io.stickermill.history.pack;

import io.stickermill.history.page.Paging;
import io.stickermill.history.page.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads on the table {@code pack_batches}. */
class Packs {

    private static final String SELECT = """
            select id, user_id, chat_id, session_id, sticker_set_name, pack_sheet_file_id, cleaned_sheet_storage_path,
                   style_preset_id, env, origin, created_at
              from pack_batches
            """;

    private static final String PAGE = """
            (created_at, id) < (:created, :id)
             order by created_at desc, id desc
             limit :limit
            """;

    private final JdbcClient database;

    Packs(JdbcClient database) {
        this.database = database;
    }

    Optional<Pack> find(UUID id) {
        return database.sql(SELECT + "where id = ?")
                .param(id)
                .query(Packs::read)
                .optional();
    }

    List<Pack> all(Paging paging) {
        return page(database.sql(SELECT + "where " + PAGE), paging);
    }

    List<Pack> ofUser(UUID userId, Paging paging) {
        return page(database.sql(SELECT + "where user_id = :user and " + PAGE).param("user", userId), paging);
    }

    private static List<Pack> page(JdbcClient.StatementSpec statement, Paging paging) {
        return statement
                .param("created", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query(Packs::read)
                .list();
    }

    private static Pack read(ResultSet row, int number) throws SQLException {
        return new Pack(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("chat_id"),
                row.getObject("session_id", UUID.class),
                row.getString("sticker_set_name"),
                row.getString("pack_sheet_file_id"),
                row.getString("cleaned_sheet_storage_path"),
                row.getString("style_preset_id"),
                row.getString("env"),
                row.getString("origin"),
                row.getTimestamp("created_at").toInstant());
    }

    /** A pack's row; what another bot did not know is null. */
    record Pack(
            UUID id,
            UUID userId,
            long chatId,
            @Nullable UUID sessionId,
            @Nullable String stickerSetName,
            @Nullable String packSheetFileId,
            @Nullable String cleanedSheetStoragePath,
            @Nullable String style,
            String env,
            String origin,
            Instant createdAt) {

        Place place() {
            return new Place(createdAt, id);
        }
    }
}

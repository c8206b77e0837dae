package io.stickermill.history.path;

import io.stickermill.history.path.PathOwner.Kind;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds whose a path is: by a row that has exactly this path, else by the UUID in it. */
class PathOwners {

    private final JdbcClient database;

    PathOwners(JdbcClient database) {
        this.database = database;
    }

    PathOwner of(String path) {
        StoragePath parsed = StoragePath.parse(path);
        return sticker(path)
                .or(() -> sheet(path))
                .or(() -> Optional.ofNullable(parsed.id()).map(id -> byId(parsed, id)))
                .orElseGet(() -> PathOwner.unknown(parsed.userId()));
    }

    /** Two rows may name the same file, one of them brought in twice: that which is not deleted counts. */
    private Optional<PathOwner> sticker(String path) {
        return database.sql("""
                select id, user_id, session_id, pack_batch_id, pack_index, job_id
                  from stickers where result_storage_path = ?
                 order by deleted_at nulls first, created_at limit 1
                """)
                .param(path)
                .query((row, _) -> new PathOwner(
                        row.getObject("pack_batch_id") == null ? Kind.SINGLE_STICKER : Kind.PACK_STICKER,
                        true,
                        row.getObject("user_id", UUID.class),
                        row.getObject("session_id", UUID.class),
                        row.getObject("pack_batch_id", UUID.class),
                        row.getObject("pack_index", Integer.class),
                        row.getObject("id", UUID.class),
                        row.getObject("job_id", UUID.class)))
                .optional();
    }

    private Optional<PathOwner> sheet(String path) {
        return database.sql("select id, user_id from pack_batches where cleaned_sheet_storage_path = ? limit 1")
                .param(path)
                .query((row, _) -> PathOwner.pack(
                        Kind.PACK_SHEET, row.getObject("id", UUID.class), true, row.getObject("user_id", UUID.class)))
                .optional();
    }

    private PathOwner byId(StoragePath path, UUID id) {
        return switch (path.form()) {
            case UPLOAD -> PathOwner.upload(id);
            case PACK_SHEET ->
                pack(id, Kind.PACK_SHEET).orElseGet(() -> PathOwner.pack(Kind.PACK_SHEET, id, false, null));
            case BACKFILLED_SESSION -> session(id).orElseGet(() -> PathOwner.session(id, false, path.userId()));
            case STICKER, BARE, OTHER ->
                pack(id, Kind.PACK).or(() -> session(id)).orElseGet(() -> PathOwner.unknown(path.userId()));
        };
    }

    private Optional<PathOwner> pack(UUID id, Kind kind) {
        return database.sql("select user_id from pack_batches where id = ?")
                .param(id)
                .query((row, _) -> PathOwner.pack(kind, id, true, row.getObject("user_id", UUID.class)))
                .optional();
    }

    private Optional<PathOwner> session(UUID id) {
        return userOf("select user_id from stickers where session_id = ? limit 1", id)
                .or(() -> userOf("select user_id from pack_batches where session_id = ? limit 1", id))
                .map(user -> PathOwner.session(id, true, user));
    }

    private Optional<UUID> userOf(String sql, UUID id) {
        return database.sql(sql)
                .param(id)
                .query((row, _) -> row.getObject("user_id", UUID.class))
                .optional();
    }
}

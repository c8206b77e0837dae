package io.stickermill.history.missing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts of what has no file in storage, by where it would have to come from. */
class MissingFiles {

    private final JdbcClient database;

    MissingFiles(JdbcClient database) {
        this.database = database;
    }

    /**
     * One line of the count.
     *
     * @param source table that the rows are in: {@code stickers} or {@code pack_sheets}
     * @param missing rows without a path
     * @param recoverable of those, how many Telegram can be asked for: by file id, or through the sticker set
     */
    record Source(
            @Schema(allowableValues = {"stickers", "pack_sheets"})
            String source,

            @Schema(allowableValues = {"live", "import", "session"})
            String origin,

            String env,
            @Nullable String generationType,
            long missing,
            long recoverable) {}

    List<Source> bySource() {
        return database.sql("""
                select 'stickers' as source, origin, env, generation_type, count(*) as missing,
                       count(*) filter (where telegram_file_id is not null or sticker_set_name is not null)
                           as recoverable
                  from stickers
                 where result_storage_path is null and deleted_at is null
                 group by origin, env, generation_type
                union all
                select 'pack_sheets', origin, env, null, count(*), count(pack_sheet_file_id)
                  from pack_batches
                 where cleaned_sheet_storage_path is null
                 group by origin, env
                 order by source desc, origin, env, generation_type
                """)
                .query((row, _) -> new Source(
                        row.getString("source"),
                        row.getString("origin"),
                        row.getString("env"),
                        row.getString("generation_type"),
                        row.getLong("missing"),
                        row.getLong("recoverable")))
                .list();
    }
}

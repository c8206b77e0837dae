package io.stickermill.benchmarks.backfill;

import io.stickermill.benchmarks.MeasuredStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** After everything: is each file that can be had in storage, and is each row right? Counts what is not. */
final class BackfillAudit {

    private final MeasuredStack stack;
    private final Map<String, Long> wrong = new LinkedHashMap<>();
    private long looked;

    BackfillAudit(MeasuredStack stack) {
        this.stack = stack;
    }

    /** What is wrong, by kind; each 0 when all is right. */
    Map<String, Long> run() throws SQLException, IOException {
        try (Connection database = stack.database()) {
            stickers(database);
            sessions(database);
            items(database);
        }
        return wrong;
    }

    long looked() {
        return looked;
    }

    private void stickers(Connection database) throws SQLException, IOException {
        wrong.put("sticker whose file Telegram has, without a path", 0L);
        wrong.put("sticker with a path that was stored, without its object", 0L);
        KnownFiles.each(database, """
                select telegram_file_id, result_storage_path, stored_at is not null as stored from history.stickers
                 where deleted_at is null and generation_type is distinct from 'foreign'
                """, row -> {
            looked++;
            String path = row.getString("result_storage_path");
            if (path == null && KnownFiles.isKnown(row.getString("telegram_file_id"))) {
                count("sticker whose file Telegram has, without a path");
            }
            if (path != null && row.getBoolean("stored") && !lies(path)) {
                count("sticker with a path that was stored, without its object");
            }
        });
    }

    private void sessions(Connection database) throws SQLException, IOException {
        wrong.put("session whose file Telegram has, without a path", 0L);
        wrong.put("session filled by a backfill, without its object", 0L);
        wrong.put("session filled by a backfill, without a row", 0L);
        KnownFiles.each(database, """
                select g.last_sticker_file_id, g.last_sticker_storage_path,
                       exists (select from history.stickers s
                                where s.session_id = g.id and s.telegram_file_id = g.last_sticker_file_id) as has_row
                  from gateway.sessions g where g.last_sticker_file_id is not null
                """, row -> {
            looked++;
            String path = row.getString("last_sticker_storage_path");
            if (path == null && KnownFiles.isKnown(row.getString("last_sticker_file_id"))) {
                count("session whose file Telegram has, without a path");
            }
            if (path != null && path.contains("/backfill_session/")) {
                if (!lies(path)) {
                    count("session filled by a backfill, without its object");
                }
                if (!row.getBoolean("has_row")) {
                    count("session filled by a backfill, without a row");
                }
            }
        });
    }

    private void items(Connection database) throws SQLException {
        wrong.put(
                "item that has not ended",
                number(database, "select count(*) from backfill.backfill_items where state in ('free', 'claimed')"));
        wrong.put("run whose counts are not its items", number(database, """
                select count(*) from backfill.backfill_runs r
                 where r.planned <> (select count(*) from backfill.backfill_items i where i.run_id = r.id)
                    or r.planned <> (select coalesce(sum(c.items), 0) from backfill.backfill_counts c
                                      where c.run_id = r.id and c.outcome <> 'again')
                """));
        wrong.put("row of a session's sticker that is there twice", number(database, """
                select count(*) from (select 1 from history.stickers where origin = 'session'
                                       group by session_id having count(*) > 1) d
                """));
    }

    private boolean lies(String path) {
        Path object = stack.objects().resolve(path);
        return Files.isRegularFile(object);
    }

    private void count(String what) {
        wrong.merge(what, 1L, Long::sum);
    }

    private static long number(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

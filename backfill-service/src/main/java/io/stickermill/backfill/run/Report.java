package io.stickermill.backfill.run;

import io.swagger.v3.oas.annotations.media.Schema;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of a run's items, one by one. */
class Report {

    private static final int PAGE = 1000;
    private static final int LARGEST = 1000;

    private final JdbcClient database;

    Report(JdbcClient database) {
        this.database = database;
    }

    record Line(
            UUID id,

            @Schema(allowableValues = {"STICKER", "SESSION", "PACK_SHEET"})
            String subject,

            UUID subjectId,

            @Schema(allowableValues = {"free", "claimed", "done", "skipped", "failed", "cancelled"})
            String state,

            @Nullable String reason,
            @Nullable String detail,
            @Nullable String storageKey) {}

    record Unknown(String storageKey, long sizeBytes) {}

    /** The first thousand; the CSV has all. */
    List<Line> failures(UUID runId) {
        return lines("and state = 'failed'", runId, new UUID(0, 0), LARGEST);
    }

    List<Unknown> unknownObjects(UUID runId) {
        return database.sql("""
                select storage_key, size_bytes from unknown_objects where run_id = ? order by storage_key limit ?
                """)
                .params(runId, LARGEST)
                .query((row, _) -> new Unknown(row.getString("storage_key"), row.getLong("size_bytes")))
                .list();
    }

    long numberOfUnknownObjects(UUID runId) {
        return database.sql("select count(*) from unknown_objects where run_id = ?")
                .param(runId)
                .query(Long.class)
                .single();
    }

    /** A page at a time. */
    void writeCsv(UUID runId, PrintWriter out) {
        out.println("item_id,subject,subject_id,state,reason,storage_key,detail");
        UUID after = new UUID(0, 0);
        List<Line> page;
        do {
            page = lines("", runId, after, PAGE);
            for (Line line : page) {
                out.println(String.join(
                        ",",
                        line.id().toString(),
                        line.subject(),
                        line.subjectId().toString(),
                        line.state(),
                        line.reason() == null ? "" : line.reason(),
                        quoted(line.storageKey() == null ? "" : line.storageKey()),
                        quoted(line.detail() == null ? "" : line.detail())));
                after = line.id();
            }
        } while (page.size() == PAGE);
        out.flush();
    }

    /** @param filter a constant of this class */
    private List<Line> lines(String filter, UUID runId, UUID after, int limit) {
        return database.sql("""
                select id, subject, subject_id, state, reason, detail, storage_key from backfill_items
                 where run_id = ? and id > ? %s order by id limit ?
                """.formatted(filter))
                .params(runId, after, limit)
                .query((row, _) -> new Line(
                        row.getObject("id", UUID.class),
                        row.getString("subject"),
                        row.getObject("subject_id", UUID.class),
                        row.getString("state"),
                        row.getString("reason"),
                        row.getString("detail"),
                        row.getString("storage_key")))
                .list();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}

package io.stickermill.history.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that is in use is migrated, while the version before works on. */
class MigrationIT {

    private static final String FIRST = "1";
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path folder;

    @Test
    void dataStaysAndTheVersionBeforeWorksOn() {
        try (HistoryDatabase database = new HistoryDatabase(folder)) {
            database.migrateTo(FIRST);
            VersionBefore before = new VersionBefore(database.sql());
            for (int i = 0; i < 500; i++) {
                before.works(new UUID(1, i));
            }
            List<Map<String, Object>> stickers = rows(database, "stickers");
            List<Map<String, Object>> jobs = rows(database, "jobs");

            database.migrateTo("latest");

            assertThat(rows(database, "stickers"))
                    .as("with no new value")
                    .allSatisfy(row -> assertThat(row)
                            .containsEntry("pack_batch_id", null)
                            .containsEntry("pack_index", null)
                            .containsEntry("sticker_set_name", null));
            assertKept(rows(database, "stickers"), stickers);
            assertKept(rows(database, "jobs"), jobs);

            for (int i = 500; i < 600; i++) {
                before.works(new UUID(1, i));
            }
            assertThat(rows(database, "stickers"))
                    .hasSize(600)
                    .allSatisfy(row -> assertThat(row)
                            .extractingByKey("result_storage_path")
                            .isNotNull());
            assertThat(rows(database, "jobs"))
                    .hasSize(600)
                    .allSatisfy(row -> assertThat(row).containsEntry("state", "delivered"));
        }
    }

    private static List<Map<String, Object>> rows(HistoryDatabase database, String table) {
        return database.sql()
                .sql("select * from " + table + " order by id")
                .query()
                .listOfRows();
    }

    private static void assertKept(List<Map<String, Object>> now, List<Map<String, Object>> before) {
        assertThat(now).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            assertThat(now.get(i)).containsAllEntriesOf(before.get(i));
        }
    }

    /** The statements of the first version's service, as they stand in it. */
    private record VersionBefore(JdbcClient database) {

        /** Every statement once, in an order in which events come. */
        void works(UUID id) {
            requested(id);
            becomes(id, "generating", null, List.of("accepted"));
            stored(id);
            delivered(id);
            becomes(id, "delivered", T, List.of("accepted", "generating", "failed"));
            happened(id);
            deleted(id);
        }

        private void requested(UUID id) {
            database.sql("""
                    insert into jobs (id, chat_id, state, user_id, session_id, variant, env, requested_at, received_at)
                    values (:id, :chat, 'accepted', :user, :session, :variant, :env, :requested, :received)
                    on conflict (id) do update
                       set user_id = excluded.user_id, session_id = excluded.session_id, variant = excluded.variant,
                           env = excluded.env, requested_at = excluded.requested_at,
                           received_at = least(jobs.received_at, excluded.received_at)
                    """)
                    .param("id", id)
                    .param("chat", 1L)
                    .param("user", id)
                    .param("session", id)
                    .param("variant", 0)
                    .param("env", "test")
                    .param("requested", Timestamp.from(T))
                    .param("received", Timestamp.from(T))
                    .update();
        }

        private void becomes(UUID id, String state, Instant ended, List<String> from) {
            database.sql("""
                    insert into jobs (id, chat_id, state, reason, ended_at)
                    values (:id, :chat, :state, :reason, :ended)
                    on conflict (id) do update
                       set state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at
                     where jobs.state in (:from)
                    """)
                    .param("id", id)
                    .param("chat", 1L)
                    .param("state", state)
                    .param("reason", null)
                    .param("ended", ended == null ? null : Timestamp.from(ended))
                    .param("from", from)
                    .update();
        }

        private void happened(UUID id) {
            database.sql("""
                    insert into job_events (job_id, moment, at, work_ms) values (:job, :moment, :at, :work)
                    on conflict (job_id, moment) do update set at = excluded.at, work_ms = excluded.work_ms
                     where excluded.at < job_events.at
                    """)
                    .param("job", id)
                    .param("moment", "delivered")
                    .param("at", Timestamp.from(T))
                    .param("work", 5L)
                    .update();
        }

        private void delivered(UUID id) {
            database.sql("""
                    insert into stickers (id, job_id, user_id, chat_id, session_id, origin, source_photo_file_id, user_input,
                                          telegram_file_id, telegram_file_unique_id, telegram_message_id, style_preset_id,
                                          variant, generation_type, env, created_at, delivered_at,
                                          result_storage_path, stored_at, deleted_at)
                    values (:id, :job, :user, :chat, :session, 'live', :photo, :input, :file, :unique, :message, :style,
                            :variant, 'photo', :env, :created, :delivered,
                            (select storage_key from stored_objects where sticker_id = :id),
                            (select stored_at from stored_objects where sticker_id = :id),
                            (select deleted_at from deletions where sticker_id = :id))
                    on conflict (id) do nothing
                    """)
                    .param("id", id)
                    .param("job", id)
                    .param("user", id)
                    .param("chat", 1L)
                    .param("session", id)
                    .param("photo", "photo")
                    .param("input", null)
                    .param("file", "file")
                    .param("unique", "unique")
                    .param("message", 7)
                    .param("style", "none")
                    .param("variant", 0)
                    .param("env", "test")
                    .param("created", Timestamp.from(T))
                    .param("delivered", Timestamp.from(T))
                    .update();
        }

        private void stored(UUID id) {
            database.sql("""
                    insert into stored_objects (sticker_id, storage_key, size_bytes, stored_at) values (?, ?, ?, ?)
                    on conflict (sticker_id) do nothing
                    """)
                    .params(id, "stickers/" + id, 10, Timestamp.from(T))
                    .update();
            database.sql("""
                    update stickers set result_storage_path = ?, stored_at = ?
                     where id = ? and result_storage_path is null
                    """).params("stickers/" + id, Timestamp.from(T), id).update();
        }

        private void deleted(UUID id) {
            database.sql("insert into deletions (sticker_id, deleted_at) values (?, ?) on conflict do nothing")
                    .params(id, Timestamp.from(T))
                    .update();
            database.sql("update stickers set deleted_at = ? where id = ? and deleted_at is null")
                    .params(Timestamp.from(T), id)
                    .update();
        }
    }
}

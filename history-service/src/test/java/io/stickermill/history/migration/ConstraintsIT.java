package io.stickermill.history.migration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The database itself refuses states that make no sense, whoever writes them. */
class ConstraintsIT {

    private static final UUID PACK = UUID.randomUUID();

    @TempDir
    static Path folder;

    private static HistoryDatabase database;

    @BeforeAll
    static void migrate() {
        database = new HistoryDatabase(folder);
        database.migrateTo("latest");
        insert("pack_batches", pack("id", "'" + PACK + "'"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** One wrong value in a row that is right without it. */
    @ParameterizedTest(name = "{2}: {0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "telegram_file_id          | null  | stickers_check",
                "delivered_at              | null  | stickers_check",
                "result_storage_path       | 'a/b' | stickers_check1",
                "stored_at                 | now() | stickers_check1",
                "job_id                    | null  | live_sticker_has_job_and_session",
                "session_id                | null  | live_sticker_has_job_and_session",
                "origin                    | 'x'   | stickers_origin_check",
                "pack_index                | 0     | pack_index_only_in_a_pack",
                "env                       | null  | env is null",
                "user_id                   | null  | user_id is null",
                "created_at                | null  | created_at is null",
            })
    void aLiveStickerIsRefused(String column, String value, String constraint) {
        refused("stickers", live(column, value), constraint);
    }

    @Test
    void aPacksStickerHasAPlaceAndIsAloneThere() {
        refused("stickers", live("pack_batch_id", "'" + PACK + "'"), "pack_index_only_in_a_pack");
        refused("stickers", live("pack_batch_id", id(), "pack_index", "0"), "sticker_of_a_pack");
        refused("stickers", live("pack_batch_id", "'" + PACK + "'", "pack_index", "-1"), "pack_index_counts_from_zero");

        insert("stickers", live("pack_batch_id", "'" + PACK + "'", "pack_index", "0"));
        refused("stickers", live("pack_batch_id", "'" + PACK + "'", "pack_index", "0"), "pack_index_once_in_a_pack");
        insert("stickers", live("pack_batch_id", "'" + PACK + "'", "pack_index", "1"));

        refused(
                () -> database.sql()
                        .sql("delete from pack_batches where id = ?")
                        .param(PACK)
                        .update(),
                "sticker_of_a_pack");
    }

    @Test
    void whatAnotherBotKnewIsTaken() {
        insert("stickers", live("origin", "'import'", "telegram_file_id", "null", "delivered_at", "null"));
        insert("stickers", live("origin", "'import'", "result_storage_path", "'claimed'", "job_id", "null"));
        insert("stickers", live("origin", "'import'", "session_id", "null"));
        refused("stickers", live("origin", "'import'", "stored_at", "now()"), "stored_sticker_has_a_path");
        insert("stickers", live("origin", "'session'", "job_id", "null"));
        refused("stickers", live("origin", "'session'", "session_id", "null"), "session_sticker_has_its_session");
    }

    @Test
    void aLiveSheetHasAPathOnlyWhenItIsStored() {
        refused("pack_batches", pack("cleaned_sheet_storage_path", "'a'"), "live_sheet_path_is_stored");
        refused("pack_batches", pack("cleaned_sheet_stored_at", "now()"), "live_sheet_path_is_stored");
        refused(
                "pack_batches",
                pack("origin", "'import'", "cleaned_sheet_stored_at", "now()"),
                "stored_sheet_has_a_path");
        refused("pack_batches", pack("origin", "'x'"), "pack_origin");
        insert("pack_batches", pack("cleaned_sheet_storage_path", "'a'", "cleaned_sheet_stored_at", "now()"));
        insert("pack_batches", pack("origin", "'import'", "cleaned_sheet_storage_path", "'claimed'"));
    }

    @Test
    void aJobHasATimeOfItsEndIfItHasOne() {
        refused("jobs", job("state", "'delivered'"), "jobs_check");
        refused("jobs", job("ended_at", "now()"), "jobs_check");
        refused("jobs", job("state", "'x'", "ended_at", "now()"), "jobs_state_check");
        insert("jobs", job("state", "'delivered'", "ended_at", "now()"));
        insert("jobs", job());
    }

    @Test
    void noForeignKeyLeavesTheSchema() {
        assertThat(database.sql().sql("""
                select conname from pg_constraint c
                  join pg_class target on target.oid = c.confrelid
                 where c.contype = 'f' and target.relnamespace <> c.connamespace
                """).query(String.class).list()).isEmpty();
        assertThat(database.sql()
                        .sql("select count(*) from pg_constraint where contype = 'f'"
                                + " and connamespace = 'history'::regnamespace")
                        .query(Long.class)
                        .single())
                .as("there are some to look at")
                .isPositive();
    }

    private static void refused(String table, Map<String, String> row, String constraint) {
        refused(() -> insert(table, row), constraint);
    }

    /** By this rule and no other. */
    private static void refused(ThrowingCallable change, String constraint) {
        assertThatThrownBy(change)
                .rootCause()
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        refusal -> assertThat(broken(requireNonNull(refusal.getServerErrorMessage())))
                                .isEqualTo(constraint));
    }

    /** The constraint's name; PostgreSQL names the column instead where a value is missing. */
    private static String broken(ServerErrorMessage refusal) {
        return refusal.getConstraint() == null ? refusal.getColumn() + " is null" : refusal.getConstraint();
    }

    private static void insert(String table, Map<String, String> row) {
        database.sql()
                .sql("insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                        + String.join(", ", row.values()) + ")")
                .update();
    }

    private static Map<String, String> live(String... changes) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", id());
        row.put("job_id", id());
        row.put("user_id", id());
        row.put("chat_id", "1");
        row.put("session_id", id());
        row.put("origin", "'live'");
        row.put("telegram_file_id", "'file'");
        row.put("generation_type", "'photo'");
        row.put("env", "'test'");
        row.put("created_at", "now()");
        row.put("delivered_at", "now()");
        return changed(row, changes);
    }

    private static Map<String, String> pack(String... changes) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", id());
        row.put("user_id", id());
        row.put("chat_id", "1");
        row.put("env", "'test'");
        row.put("origin", "'live'");
        row.put("created_at", "now()");
        return changed(row, changes);
    }

    private static Map<String, String> job(String... changes) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", id());
        row.put("chat_id", "1");
        row.put("state", "'accepted'");
        return changed(row, changes);
    }

    private static Map<String, String> changed(Map<String, String> row, String... changes) {
        var values = Arrays.asList(changes).iterator();
        while (values.hasNext()) {
            row.put(values.next(), values.next());
        }
        return row;
    }

    private static String id() {
        return "'" + UUID.randomUUID() + "'";
    }
}

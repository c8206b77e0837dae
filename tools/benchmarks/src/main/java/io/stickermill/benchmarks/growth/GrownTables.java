package io.stickermill.benchmarks.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The tables of a bot that has been used for a long time. Each row's id is computed from its number, so that whoever asks knows it.
 * What is added later belongs to people of its own: nobody's list gets longer when the tables do.
 */
final class GrownTables {

    /** As the emulator's bot. */
    static final long BOT = 7_000_000_001L;

    /** Rows of each table that are over their lifetime, where it is large enough: three batches of a sweep. */
    private static final long EXPIRED = 1500;

    private static final List<String> SCHEMAS = List.of("gateway", "history", "generation", "delivery", "backfill");

    private static final List<Rows> ALL = List.of(
            new Rows("gateway.users", 0.01, Duration.ofDays(300), """
                    id, bot_id, telegram_id, language, created_at, last_seen_at""", """
                    md5('user' || n)::uuid, 7000000001, 1000000 + n, 'en', {at}, {at}"""),
            new Rows("gateway.sessions", 0.1, Duration.ofDays(300), """
                    id, user_id, chat_id, state, current_photo_file_id, last_sticker_id, last_sticker_file_id,
                    last_sticker_storage_path, env, created_at""", """
                    md5('session' || n)::uuid, {user}, n, 'closed', 'photo-' || md5('p' || n) || n,
                    md5('sticker' || n)::uuid, 'file-' || md5('f' || n) || n,
                    case when n % 100 <> 1 then 'stickers/' || {user} || '/' || n || '.webp' end, 'prod', {at}"""),
            new Rows("gateway.photo_requests", 0.6, Duration.ofDays(180), """
                    job_id, session_id, user_id, chat_id, telegram_user_id, message_id, photo_file_id, requested_at,
                    created_at, ended_at, end_state, sticker_message_id""", """
                    {job}, {session}, {user}, n, n, 1 + n % 1000, 'photo-' || md5('p' || n) || n, {at}, {at},
                    case when {left} >= 50 then {at} end, case when {left} >= 50 then 'DELIVERED' end, 2 + n % 1000"""),
            new Rows("gateway.albums", 0.05, Duration.ofDays(180), """
                    chat_id, media_group_id, session_id, created_at""", "n, 'album' || n, {session}, {at}"),
            new Rows("gateway.early_paths", 0.01, Duration.ofDays(180), """
                    sticker_id, session_id, path, created_at""", """
                    md5('early' || n)::uuid, {session}, 'stickers/early/' || n || '.webp', {at}"""),
            new Rows("gateway.api_requests", 0.02, Duration.ofDays(31), """
                    job_id, body_digest, chat_id, storage_key, published_at, created_at, expires_at, removed_at""", """
                    md5('request' || n)::uuid, md5('body' || n), n, 'uploads/' || n, {at}, {at},
                    {at} + interval '1 day',
                    case when {at} < now() - interval '1 day' then {at} + interval '1 day' end"""),
            new Rows(
                    "gateway.admitted_users",
                    0.0001,
                    Duration.ofDays(300),
                    "telegram_id, blocked, changed_at",
                    "1000000 + n, true, {at}"),
            new Rows("gateway.chat_tellings", 0.01, Duration.ofDays(2), """
                    chat_id, what, message_id, since""", "n, 'busy', n, {at}"),
            new Rows("gateway.set_aside_updates", 0.00001, Duration.ofDays(30), """
                    id, bot_id, update_id, body, reason, cause, first_at, last_at, set_aside_at""", """
                    md5('update' || n)::uuid, 7000000001, n, '{}', 'UNREADABLE', 'no JSON', {at}, {at}, {at}"""),
            new Rows("history.pack_batches", 0.02, Duration.ofDays(300), """
                    id, user_id, chat_id, session_id, pack_sheet_file_id, cleaned_sheet_storage_path, env, origin,
                    created_at""", """
                    md5('pack' || n)::uuid, {user}, n, {session}, 'sheet-' || md5('s' || n) || n,
                    case when n % 100 <> 1 then 'pack_sheets/' || n || '.png' end, 'prod', 'import', {at}"""),
            // One in ten belongs to a pack of five, one in a hundred has no file, one in fifty is deleted.
            new Rows("history.stickers", 1, Duration.ofDays(300), """
                    id, job_id, user_id, chat_id, session_id, origin, source_photo_file_id, result_storage_path,
                    telegram_file_id, telegram_file_unique_id, telegram_message_id, style_preset_id, generation_type,
                    env, created_at, delivered_at, stored_at, deleted_at, pack_batch_id, pack_index, shape, confidence,
                    outline""", """
                    md5('sticker' || n)::uuid, {job}, {user}, n, {session}, 'live', 'photo-' || md5('p' || n) || n,
                    case when {has_file} then 'stickers/' || {user} || '/' || n || '.webp' end,
                    'file-' || md5('f' || n) || n, md5('u' || n), 1 + n % 1000, 'style' || n % 12, 'photo',
                    case when n % 50 = 7 then 'stage' else 'prod' end, {at}, {at},
                    case when {has_file} then {at} end, case when n % 50 = 2 then {at} + interval '1 minute' end,
                    case when (n - {from}) % 10 = 0
                         then md5('pack' || {from:history.pack_batches} + 1 + ((n - {from}) / 10 - 1) / 5)::uuid end,
                    case when (n - {from}) % 10 = 0 then ((n - {from}) / 10 - 1) % 5 end, 'cut_out', 0.9, true"""),
            new Rows("history.jobs", 0.3, Duration.ofDays(90), """
                    id, chat_id, state, reason, user_id, session_id, variant, env, requested_at, received_at, ended_at,
                    style_preset_id, inserted_at""", """
                    md5('job' || n)::uuid, n,
                    case when {left} < 50 then 'accepted' when n % 20 = 0 then 'failed' else 'delivered' end,
                    case when n % 20 = 0 then 'NO_IMAGE' end, {user}, {session}, 0, 'prod', {at}, {at},
                    case when {left} >= 50 then {at} end, 'style' || n % 12, {at}"""),
            new Rows("history.job_events", 3, Duration.ofDays(90), "job_id, moment, at, work_ms", """
                    md5('job' || 1 + (n - 1) / 10)::uuid,
                    (array['accepted', 'fetch', 'decode', 'cut_out', 'outline', 'encode', 'ready', 'delivered', 'stored',
                           'replayed'])[1 + (n - 1) % 10], {at}, n % 1000"""),
            new Rows("history.unknown_sends", 0.003, Duration.ofDays(90), "job_id, number, at", """
                    md5('gone' || n)::uuid, 1, {at}"""),
            new Rows("history.stored_objects", 0.01, Duration.ofDays(30), """
                    sticker_id, storage_key, size_bytes, stored_at""", """
                    md5('undelivered' || n)::uuid, 'stickers/undelivered/' || n, 40000, {at}"""),
            new Rows("history.deletions", 0.01, Duration.ofDays(30), "sticker_id, deleted_at", """
                    md5('gone' || n)::uuid, {at}"""),
            new Rows("history.failed_days", 0.05, Duration.ofDays(300), """
                    user_id, day, style_preset_id, failed""", """
                    {user}, date '2020-01-01' + ((n - {from}) / ({to:gateway.users} - {from:gateway.users})),
                    'style' || n % 12, 1"""),
            new Rows("generation.generations", 0.1, Duration.ofDays(30), """
                    id, state, attempts, created_at, ended_at, chat_id, delivered""", """
                    {job}, 'done', 1, {at}, {at}, n, {left} >= 50"""),
            new Rows("generation.cancelled_jobs", 0.005, Duration.ofDays(30), "job_id, cancelled_at", """
                    md5('cancelled' || n)::uuid, {at}"""),
            new Rows("generation.ready_made_stickers", 0.001, Duration.ofDays(1), """
                    job_id, variant, storage_key, width, height, quality, shape, confidence, choices, expires_at""", """
                    md5('job' || n)::uuid, 1, 'ready_made/' || n, 512, 512, 90, 'CUT_OUT', 0.9, 2,
                    {at} + interval '1 day'"""),
            new Rows("generation.style_sheets", 0.001, Duration.ofDays(1), "storage_key, expires_at", """
                    'sheets/' || n, {at} + interval '1 day'"""),
            new Rows("delivery.deliveries", 0.15, Duration.ofDays(30), """
                    id, kind, state, attempts, job_id, chat_id, telegram_message_id, telegram_file_id, created_at,
                    ended_at""", """
                    md5('delivery' || n)::uuid, case when n % 3 = 0 then 'reply' else 'sticker' end, 'done', 1, {job}, n,
                    1 + n % 1000, 'file-' || md5('f' || n) || n, {at}, {at}"""),
            new Rows("delivery.uploads", 0.1, Duration.ofDays(30), """
                    id, state, attempts, storage_key, created_at, ended_at""", """
                    md5('sticker' || n)::uuid, 'done', 1, 'stickers/' || {user} || '/' || n || '.webp', {at}, {at}"""),
            new Rows("delivery.status_messages", 0.1, Duration.ofDays(30), """
                    job_id, chat_id, step, closed, created_at, closed_at""", "{job}, n, 7, true, {at}, {at}"),
            new Rows("delivery.album_jobs", 0.02, Duration.ofDays(30), "job_id, album_id, ended, since", """
                    md5('album job' || n)::uuid, md5('album' || n / 5)::uuid, true, {at}"""),
            new Rows("delivery.known_chats", 0.005, Duration.ofDays(30), "chat_id, reason, detail, refused_at", """
                    n, 'BLOCKED', 'Forbidden: bot was blocked by the user', {at}"""),
            // One in ten is over its items' lifetime.
            new Rows("backfill.backfill_runs", 0.000002, Duration.ofDays(100), """
                    id, source, state, planned, planning_done, snapshot_at, started_at, planned_at, ended_at""", """
                    md5('run' || n)::uuid, 'stickers', 'finished', 50000, true, {at}, {at}, {at}, {at}"""),
            new Rows("backfill.backfill_items", 0.1, Duration.ofDays(100), """
                    id, run_id, subject, subject_id, request, state, attempts, reason, storage_key, size_bytes, counted,
                    ended_at""", """
                    md5('item' || n)::uuid, {run}, 'STICKER', md5('subject' || n)::uuid, decode(repeat('ab', 150), 'hex'),
                    case when n % 100 = 0 then 'failed' else 'done' end, 1, 'STORED', 'stickers/items/' || n, 40000, true,
                    {at}"""),
            new Rows(
                    "backfill.unknown_objects",
                    0.01,
                    Duration.ofDays(90),
                    """
                    run_id, storage_key, size_bytes, found_at""",
                    "{run}, 'stickers/unknown/' || n, 40000, {at}"),
            new Rows("console.actions", 0.0001, Duration.ofDays(300), "at, who, action, subject, outcome", """
                    {at}, 'somebody', 'replay', 'record ' || n, 'done'"""));

    private GrownTables() {}

    /**
     * A table's rows.
     *
     * @param share rows for each sticker
     * @param age of the oldest that is not over its lifetime; all are spread over it evenly, the oldest first
     * @param values of the columns for the row of the number {@code n}
     */
    private record Rows(String table, double share, Duration age, String columns, String values) {

        long number(long stickers) {
            return Math.max(1, Math.round(stickers * share));
        }
    }

    /** The id of a row by its number, as {@code md5(name || n)::uuid}. */
    static UUID id(String name, long number) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest((name + number).getBytes(UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /**
     * Brings the tables from one size to another, by a statement for each table, with its indexes made anew at the end.
     *
     * @param from stickers that there are
     * @param to stickers that there shall be
     */
    static void grow(Connection superuser, long from, long to, PrintWriter out) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            // No foreign keys are checked row by row, and nothing waits for the disk.
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("set timezone = 'UTC'");
            statement.execute("alter system set max_wal_size = '8GB'");
            statement.execute("select pg_reload_conf()");
            for (Rows rows : ALL) {
                Instant begin = Instant.now();
                List<String> indexes = dropIndexes(statement, rows.table());
                long added = statement.executeLargeUpdate(insert(rows, from, to));
                for (String index : indexes) {
                    statement.execute(index);
                }
                statement.execute("vacuum analyze " + rows.table());
                out.printf(
                        "  %-32s %,12d rows more in %d s%n",
                        rows.table(),
                        added,
                        Duration.between(begin, Instant.now()).toSeconds());
                out.flush();
            }
            List<String> empty = empty(statement);
            if (!empty.isEmpty()) {
                out.println("  left empty, or as the services fill them: " + String.join(", ", empty));
            }
        }
    }

    /** What makes them again. A key that another table refers to stays. */
    private static List<String> dropIndexes(Statement statement, String table) throws SQLException {
        Map<String, String> again = new HashMap<>();
        try (ResultSet found = statement.executeQuery("""
                select format('alter table %1$s drop constraint %2$I', '{table}', c.conname),
                       format('alter table %1$s add constraint %2$I %3$s', '{table}', c.conname, pg_get_constraintdef(c.oid))
                  from pg_constraint c
                 where c.conrelid = '{table}'::regclass and c.contype in ('p', 'u')
                   and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid)
                union all
                select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
                  from pg_index i
                 where i.indrelid = '{table}'::regclass
                   and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
                """.replace("{table}", table))) {
            while (found.next()) {
                again.put(found.getString(1), found.getString(2));
            }
        }
        for (String drop : again.keySet()) {
            statement.execute(drop);
        }
        return new ArrayList<>(again.values());
    }

    private static List<String> empty(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
                select schemaname || '.' || relname from pg_stat_user_tables
                 where schemaname in ('%s') and relname <> 'flyway_schema_history' order by 1
                """.formatted(String.join("', '", SCHEMAS)))) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        names.removeIf(name -> ALL.stream().anyMatch(rows -> rows.table().equals(name)));
        return names;
    }

    private static String insert(Rows rows, long stickersBefore, long stickersAfter) {
        long from = from(rows, stickersBefore);
        long to = to(rows, stickersBefore, stickersAfter);
        long added = to - from;
        double over = 1 + Math.min(0.1, (double) EXPIRED / added);
        long seconds = Math.round(rows.age().toSeconds() * over);
        String values = rows.values()
                .replace("{has_file}", """
                        (n % 100 <> 1 and not (n % 50 = 2 and {at} < now() - interval '30 days' * {late}))""")
                // Of those that were deleted in the last 30 days, so that as many are over their lifetime as of others.
                .replace("{late}", Double.toString(1 + EXPIRED / (added * 0.002)))
                .replace(
                        "{at}",
                        "(now() - interval '1 second' * (%d.0 * (%d - n + 0.5) / %d))".formatted(seconds, to, added))
                .replace("{left}", "(" + to + " - n)")
                .replace("{job}", """
                        md5(case when {left} < {jobs} then 'job' || ({to:history.jobs} - {left}) else 'ended ' || n end)::uuid""")
                .replace("{left}", "(" + to + " - n)")
                .replace("{jobs}", Long.toString(added("history.jobs", stickersBefore, stickersAfter)))
                .replace("{user}", one("user", "gateway.users", stickersBefore, stickersAfter))
                .replace("{session}", one("session", "gateway.sessions", stickersBefore, stickersAfter))
                .replace("{run}", one("run", "backfill.backfill_runs", stickersBefore, stickersAfter))
                .replace("{from}", Long.toString(from));
        for (Rows other : ALL) {
            values = values.replace("{from:" + other.table() + "}", Long.toString(from(other, stickersBefore)))
                    .replace("{to:" + other.table() + "}", Long.toString(to(other, stickersBefore, stickersAfter)));
        }
        return "insert into %s (%s) select %s from generate_series(%d, %d) n"
                .formatted(rows.table(), rows.columns(), values, from + 1, to);
    }

    /** One of those that are added at the same time, each as often as any other. */
    private static String one(String name, String table, long stickersBefore, long stickersAfter) {
        return "md5('%s' || %d + n %% %d)::uuid"
                .formatted(name, from(rows(table), stickersBefore) + 1, added(table, stickersBefore, stickersAfter));
    }

    private static long added(String table, long stickersBefore, long stickersAfter) {
        Rows rows = rows(table);
        return to(rows, stickersBefore, stickersAfter) - from(rows, stickersBefore);
    }

    private static long from(Rows rows, long stickersBefore) {
        return stickersBefore == 0 ? 0 : rows.number(stickersBefore);
    }

    /** One more at least: what is added refers to what is added beside it. */
    private static long to(Rows rows, long stickersBefore, long stickersAfter) {
        return Math.max(from(rows, stickersBefore) + 1, rows.number(stickersAfter));
    }

    private static Rows rows(String table) {
        return ALL.stream()
                .filter(rows -> rows.table().equals(table))
                .findFirst()
                .orElseThrow();
    }
}

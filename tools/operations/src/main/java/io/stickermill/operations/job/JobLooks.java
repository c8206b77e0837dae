package io.stickermill.operations.job;

import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.database.LookedAtDatabase.Row;
import io.stickermill.operations.flow.Flow;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.schemas.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at jobs in the tables and topics. */
public final class JobLooks {

    /** Lists are no longer. */
    private static final int MOST = 200;

    private static final String JOB = """
            select j.id, j.chat_id, j.state, j.reason, j.user_id, j.session_id, j.requested_at, j.received_at, j.ended_at
              from history.jobs j
            """;

    private static final String GENERATION = """
            select g.id, g.chat_id, g.state, g.attempts, g.ends, g.failure, g.created_at, g.ended_at, g.due_at, g.aside, g.lease_until,
                   g.delivered, g.dead_lettered, g.record_partition, g.record_offset,
                   (select count(*) from generation.generations o
                     where o.request is not null and o.chat_id = g.chat_id and o.place < g.place) as before
              from generation.generations g
            """;

    private static final String SEND = """
            select d.id, d.kind, d.state, d.attempts, d.unknown_outcomes, d.failure, d.telegram_message_id, d.telegram_file_id,
                   d.job_id, d.chat_id, d.created_at, d.ended_at, d.lease_until, d.dead_lettered
              from delivery.deliveries d
            """;

    private final LookedAtDatabase database;
    private final FlowReader flows;
    private final UnreadRecords unread;

    /** @param connection how to reach the broker, {@code bootstrap.servers} at least */
    public JobLooks(LookedAtDatabase database, FlowReader flows, Map<String, Object> connection) {
        this.database = database;
        this.flows = flows;
        this.unread = new UnreadRecords(connection);
    }

    /**
     * The newest jobs that are meant, at most 50.
     *
     * @param text the id of a job, sticker, user or session, of a chat, or a sticker's file id of Telegram; blank for all jobs
     */
    public List<Row> search(String text) {
        String wanted = text.strip();
        String newest = " order by coalesce(j.ended_at, j.received_at, j.inserted_at) desc limit 50";
        if (wanted.isEmpty()) {
            return database.rows(JOB + newest);
        }
        if (wanted.matches("-?\\d{1,18}")) {
            return database.rows(
                    JOB + " where j.chat_id = ? order by j.inserted_at desc limit 50", Long.valueOf(wanted));
        }
        Optional<UUID> id = uuid(wanted);
        if (id.isEmpty()) {
            return database.rows(
                    JOB + " where j.id in (select job_id from history.stickers where telegram_file_id = ?)" + newest,
                    wanted);
        }
        // Not "j.id = ? or j.id in (...)", for which PostgreSQL reads all jobs.
        List<Row> jobs = database.rows(
                JOB
                        + " where j.id in (select ?::uuid union all select job_id from history.stickers where id = ?)"
                        + newest,
                id.get(),
                id.get());
        return jobs.isEmpty()
                ? database.rows(
                        JOB + " where j.id in (select job_id from history.stickers where user_id = ? or session_id = ?)"
                                + newest,
                        id.get(),
                        id.get())
                : jobs;
    }

    /** Empty if neither a table nor a topic knows it. */
    public Optional<JobLook> job(UUID id) throws InterruptedException {
        UUID sticker = Ids.sticker(id, 0);
        Row job = first(database.rows(JOB + " where j.id = ?", id));
        List<Row> events = new ArrayList<>(
                database.rows("select moment, at, work_ms from history.job_events where job_id = ? order by at", id));
        events.addAll(database.rows(
                "select 'outcome_unknown' as moment, at from history.unknown_sends where job_id = ? order by number",
                id));
        events.sort(Comparator.comparing(row -> String.valueOf(row.text("at"))));
        Row generation = first(database.rows(GENERATION + " where g.id = ?", id));
        List<Row> deliveries =
                database.rows(SEND + " where d.job_id = ? or d.id = ? order by d.created_at limit 50", id, sticker);
        Row send = deliveries.stream()
                .filter(row -> "sticker".equals(row.text("kind")))
                .reduce((_, last) -> last)
                .orElse(null);
        boolean ended = job != null && job.get("ended_at") != null;
        List<UnreadRecord> waiting = ended ? List.of() : waitingOf(id.toString());
        if (job == null && generation == null && deliveries.isEmpty() && waiting.isEmpty()) {
            return Optional.empty();
        }
        var facts =
                new Standing.Facts(job, moments(events), generation, send, holds().get(chat(job, generation)), waiting);
        return Optional.of(new JobLook(
                id.toString(),
                Standing.of(facts),
                job,
                events,
                first(database.rows("""
                        select id, telegram_file_id, result_storage_path, style_preset_id, shape, confidence, outline, sticker_text,
                               delivered_at, stored_at, deleted_at from history.stickers where id = ?
                        """, sticker)),
                generation,
                deliveries,
                database.rows("""
                        select id, state, attempts, storage_key, created_at, ended_at from delivery.uploads where id = ?
                        """, sticker),
                waiting));
    }

    /** Jobs that have not ended, the one first that has waited longest; at most 200 of each place. */
    public List<WaitingJob> waiting() throws InterruptedException {
        Map<String, List<UnreadRecord>> records = new LinkedHashMap<>();
        for (UnreadRecord record : unread.in(flows.look(false))) {
            if (record.job() != null) {
                records.computeIfAbsent(record.job(), _ -> new ArrayList<>()).add(record);
            }
        }
        Map<String, WaitingJob> found = new LinkedHashMap<>();
        for (Row row :
                database.rows(GENERATION + " where g.request is not null order by g.chat_id, g.place limit " + MOST)) {
            String id = String.valueOf(row.text("id"));
            found.put(
                    id,
                    new WaitingJob(
                            id,
                            row.text("chat_id"),
                            Standing.of(new Standing.Facts(
                                    null, Map.of(), row, null, null, records.getOrDefault(id, List.of())))));
        }
        Map<String, String> holds = holds();
        List<Row> made = database.rows("""
                select g.id, g.chat_id, g.state, g.ended_at from generation.generations g
                  left join history.jobs j on j.id = g.id
                 where g.state = 'done' and not g.delivered and j.ended_at is null order by g.ended_at limit\s""" + MOST);
        Map<String, Row> sends = sends(made);
        for (Row row : made) {
            UUID id = UUID.fromString(String.valueOf(row.text("id")));
            found.put(
                    id.toString(),
                    new WaitingJob(
                            id.toString(),
                            row.text("chat_id"),
                            Standing.of(new Standing.Facts(
                                    null,
                                    Map.of("ready", String.valueOf(row.text("ended_at"))),
                                    row,
                                    sends.get(Ids.sticker(id, 0).toString()),
                                    holds.get(row.text("chat_id")),
                                    records.getOrDefault(id.toString(), List.of())))));
        }
        records.forEach((id, about) -> found.computeIfAbsent(id, _ -> onlyInTopics(id, about)));
        return found.values().stream()
                .filter(job -> !job.standing().place().equals("ended"))
                .sorted(Comparator.comparing(
                        job -> String.valueOf(job.standing().since())))
                .toList();
    }

    /** Delivery's rows by their stickers' ids: while a sticker is being sent, its row names no job yet. */
    private Map<String, Row> sends(List<Row> made) {
        String stickers = made.stream()
                .map(row -> Ids.sticker(UUID.fromString(String.valueOf(row.text("id"))), 0)
                        .toString())
                .collect(Collectors.joining(","));
        Map<String, Row> sends = new HashMap<>();
        database.rows(SEND + " where d.id = any(string_to_array(?, ',')::uuid[])", stickers)
                .forEach(row -> sends.put(String.valueOf(row.text("id")), row));
        return sends;
    }

    private WaitingJob onlyInTopics(String id, List<UnreadRecord> about) {
        UnreadRecord first = about.getFirst();
        Standing standing = first.attempts() == null
                ? new Standing(
                        "topic",
                        "waits in " + first.topic(),
                        first.at().toString(),
                        first.group() + " has not read it yet: is it running?",
                        null)
                : new Standing(
                        "retry",
                        first.group() + " tries it again after " + first.attempts() + " attempts, waits in "
                                + first.topic(),
                        first.at().toString(),
                        first.cause(),
                        first.due());
        return new WaitingJob(id, first.key(), standing);
    }

    private List<UnreadRecord> waitingOf(String id) throws InterruptedException {
        Flow flow = flows.look(false);
        return unread.in(flow).stream()
                .filter(record -> id.equals(record.job()))
                .toList();
    }

    /** Until when Telegram has put stickers to a chat on hold, by the chat's id. */
    private Map<String, String> holds() {
        Map<String, String> holds = new HashMap<>();
        for (Row row : database.rows("""
                select chat_id, max(held_until) as held_until from limits.holds
                 where lower(method) = 'sendsticker' and held_until > now() group by chat_id limit 500
                """)) {
            holds.put(String.valueOf(row.text("chat_id")), String.valueOf(row.text("held_until")));
        }
        return holds;
    }

    private static String chat(@Nullable Row job, @Nullable Row generation) {
        Row row = job != null ? job : generation;
        return row == null ? "" : String.valueOf(row.text("chat_id"));
    }

    private static Map<String, String> moments(List<Row> events) {
        Map<String, String> moments = new HashMap<>();
        events.forEach(event -> moments.put(String.valueOf(event.text("moment")), String.valueOf(event.text("at"))));
        return moments;
    }

    private static @Nullable Row first(List<Row> rows) {
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }
}

package io.stickermill.history.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.history.HistoryApplication;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A rebuild beside a service that runs, on the real broker, registry and database. Each test goes on where one ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RebuildIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> TABLES =
            List.of("pack_batches", "stickers", "jobs", "job_events", "stored_objects", "deletions");
    private static final List<Topic<?>> KEPT = List.of(
            Topics.PHOTO_REQUESTS,
            Topics.GENERATION_PROGRESS,
            Topics.GENERATION_FAILED,
            Topics.STICKER_DELIVERED,
            Topics.DELIVERY_FAILED,
            Topics.STICKER_STORED,
            Topics.JOB_COMMANDS);
    private static final UUID PACK = UUID.randomUUID();
    private static final UUID IMPORTED = UUID.randomUUID();

    private static final Set<String> CHANGED = new TreeSet<>();

    @TempDir
    private static Path home;

    private static LocalParts parts;
    private static String[] settings;
    private static ConfigurableApplicationContext service;
    private static JdbcClient database;
    private static TopicScan topics;

    @BeforeAll
    static void start() {
        parts = LocalParts.start(home, Set.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.S3, PartKind.REGISTRY));
        settings = parts.springProperties("history").entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        service = new SpringApplicationBuilder(HistoryApplication.class).run(settings);
        database = service.getBean(JdbcClient.class);
        topics = service.getBean(TopicScan.class);
        // What no event tells of.
        UUID user = UUID.randomUUID();
        database.sql("""
                insert into pack_batches (id, user_id, chat_id, env, origin, created_at)
                values (?, ?, 9, 'prod', 'import', now())
                """).params(PACK, user).update();
        for (UUID id : List.of(IMPORTED, UUID.randomUUID())) {
            database.sql("""
                    insert into stickers (id, user_id, chat_id, origin, generation_type, env, created_at)
                    values (?, ?, 9, 'import', 'photo', 'prod', now())
                    """).params(id, user).update();
        }
        database.sql("""
                insert into stickers (id, job_id, session_id, user_id, chat_id, origin, generation_type, env, created_at,
                                      delivered_at, telegram_file_id)
                values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 9, 'live', 'photo',
                        'prod', now() - interval '30 days', now() - interval '30 days', 'old')
                """).update();
        new Traffic(service.getBean(EventPublisher.class), 1).backfilled(IMPORTED, user);
    }

    @AfterAll
    static void stop() {
        service.close();
        parts.close();
    }

    @Test
    @Order(1)
    void afterTrafficWithDuplicatesInAnyOrderNothingDiffersWhileMoreComes() throws Exception {
        new Traffic(service.getBean(EventPublisher.class), 2).jobs(400);
        AtomicInteger seed = new AtomicInteger(3);
        String said;
        try (ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> _ = traffic.scheduleAtFixedRate(
                    () -> new Traffic(service.getBean(EventPublisher.class), seed.getAndIncrement()).jobs(1),
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            said = rebuild(true, 0);
            traffic.shutdownNow();
        }

        assertThat(seed).hasValueGreaterThan(10);
        assertThat(said).endsWith("Differences: 0\n");
        assertThat(said).containsPattern("Read: \\d{4,} events");
    }

    @Test
    @Order(2)
    void aVerificationChangesNothing() throws Exception {
        awaitService();
        String before = state();
        String offsets = offsets();

        rebuild(true, 0);

        assertThat(state()).isEqualTo(before);
        assertThat(offsets()).isEqualTo(offsets);
        assertThat(texts("select tablename from pg_tables where schemaname = 'history_rebuild'"))
                .isEmpty();
    }

    @Test
    @Order(3)
    void eachColumnThatIsChangedByHandIsFoundAndPutRight() throws Exception {
        String right = state();
        Set<String> changed = new TreeSet<>();
        for (String table : List.of("stickers", "jobs", "job_events", "stored_objects", "deletions")) {
            changed.addAll(changeEachColumn(table));
        }
        changed.add(change("stickers", "pack_batch_id", "'" + PACK + "', pack_index = 5", "job_id is not null"));
        changed.add(changed.stream()
                .filter(place -> place.endsWith(" pack_batch_id"))
                .findFirst()
                .orElseThrow()
                .replace("pack_batch_id", "pack_index"));
        String gone = texts("delete from jobs where id = (select id from jobs where state = 'cancelled' limit 1)"
                        + " returning jsonb_build_array(id)::text")
                .getFirst();
        changed.add("jobs " + gone + " (row)");
        String untrue = texts("""
                insert into stickers (id, job_id, session_id, user_id, chat_id, origin, generation_type, env, created_at,
                                      delivered_at, telegram_file_id)
                select gen_random_uuid(), gen_random_uuid(), session_id, user_id, 9, 'live', 'photo', 'prod', now(), now(),
                       'nobody sent this'
                  from stickers where job_id is not null limit 1
                returning jsonb_build_array(id)::text
                """).getFirst();
        changed.add("stickers " + untrue + " (row)");

        String said = rebuild(true, 3);

        Set<String> found = said.lines()
                .filter(line -> line.contains(": live "))
                .map(line -> line.substring(0, line.indexOf(": live ")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(changed);
        assertThat(said).endsWith("Differences: " + changed.size() + "\n");

        assertThat(rebuild(false, 0)).endsWith("Replaced. Differences left: 0\n");
        assertThat(state()).isEqualTo(right);
    }

    @Test
    @Order(4)
    void whatWasLostComesBackAndWhatNoEventTellsStays() throws Exception {
        awaitService();
        String right = state();
        database.sql("truncate jobs, job_events, stored_objects, deletions").update();
        database.sql("delete from stickers where job_id is not null and created_at > now() - interval '7 days'")
                .update();
        assertThat(state()).isNotEqualTo(right);

        rebuild(false, 0);

        assertThat(state()).isEqualTo(right);
        assertThat(texts("select result_storage_path from stickers where id = '" + IMPORTED + "'"))
                .containsExactly("stickers/" + IMPORTED + ".webp");
    }

    /** Topics that no longer hold everything: the older part is taken as it is. */
    @Test
    @Order(5)
    void whatIsOlderThanTheTopicsIsKept() throws Exception {
        awaitService();
        String right = state();
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", parts.springProperties("history").get("spring.kafka.bootstrap-servers")))) {
            Map<TopicPartition, RecordsToDelete> halves = topics.ends(Topics.STICKER_DELIVERED).entrySet().stream()
                    .filter(end -> end.getValue() > 1)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue() - 1)));
            assertThat(halves).isNotEmpty();
            admin.deleteRecords(halves).all().get();
        }

        assertThat(rebuild(true, 0)).endsWith("Differences: 0\n");
        rebuild(false, 0);

        assertThat(state()).isEqualTo(right);
    }

    /** Gives the places that were changed: {@code table key column}. */
    private static List<String> changeEachColumn(String table) {
        List<String> places = new ArrayList<>();
        List<String> columns = texts("""
                select column_name || ' ' || data_type from information_schema.columns
                 where table_schema = 'history' and table_name = '%s' and column_name <> 'inserted_at'
                   and column_name not in ('pack_batch_id', 'pack_index')
                   and column_name not in (select a.attname from pg_constraint k join pg_attribute a
                        on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
                     where k.conrelid = 'history.%s'::regclass and k.contype = 'p')
                 order by 1
                """.formatted(table, table));
        for (String line : columns) {
            String column = line.substring(0, line.indexOf(' '));
            String type = line.substring(line.indexOf(' ') + 1);
            String value = switch (column) {
                case "origin" -> "'import'";
                case "state" -> "'held'";
                case "shape" -> "'card_as_asked'";
                default ->
                    switch (type) {
                        case "text" -> "coalesce(" + column + ", '') || 'x'";
                        case "uuid" -> "gen_random_uuid()";
                        case "boolean" -> "not coalesce(" + column + ", false)";
                        case "bigint", "integer", "double precision" -> "coalesce(" + column + ", 0) + 1";
                        default -> "coalesce(" + column + ", now()) + interval '1 second'";
                    };
            };
            String where = switch (table) {
                case "stickers" -> "job_id is not null and stored_at is not null and deleted_at is null";
                case "jobs" -> "state = 'delivered' and received_at is not null";
                default -> "true";
            };
            places.add(change(table, column, value, where));
        }
        return places;
    }

    /** Each in a row of its own, which is not changed for another column. */
    private static String change(String table, String column, String value, String where) {
        String key = switch (table) {
            case "job_events" -> "job_id, moment";
            case "stored_objects", "deletions" -> "sticker_id";
            default -> "id";
        };
        List<String> rows =
                texts("select jsonb_build_array(%s)::text from %s where %s order by 1".formatted(key, table, where));
        String row = rows.stream()
                .filter(candidate -> CHANGED.add(table + candidate))
                .findFirst()
                .orElseThrow(() -> new AssertionError("too few rows in " + table));
        database.sql("update %s set %s = %s where jsonb_build_array(%s)::text = ?".formatted(table, column, value, key))
                .param(row)
                .update();
        return table + " " + row + " " + column;
    }

    private static String rebuild(boolean verify, int code) throws Exception {
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--stickermill.rebuild.verify=" + verify);
        int answered = RebuildProgram.run(new PrintWriter(said, true), arguments.toArray(String[]::new));
        assertThat(answered).as(said.toString()).isEqualTo(code);
        return said.toString();
    }

    private static void awaitService() {
        await().atMost(PATIENCE)
                .until(() -> KEPT.stream()
                                .mapToLong(topic -> topics.unfinished(ConsumerGroup.HISTORY, topics.ends(topic)))
                                .sum()
                        == 0);
    }

    private static String offsets() throws Exception {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", parts.springProperties("history").get("spring.kafka.bootstrap-servers")))) {
            return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                            .map(group -> group.groupId())
                            .sorted()
                            .toList()
                    + admin
                            .listConsumerGroupOffsets(ConsumerGroup.HISTORY.id())
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .entrySet()
                            .stream()
                            .map(entry ->
                                    entry.getKey() + "@" + entry.getValue().offset())
                            .sorted()
                            .toList()
                            .toString();
        }
    }

    private static String state() {
        return TABLES.stream()
                .map(table -> texts("select count(*) || coalesce(md5(string_agg((to_jsonb(t) - 'inserted_at')::text, ''"
                                + " order by (to_jsonb(t) - 'inserted_at')::text)), '') from " + table + " t")
                        .getFirst())
                .collect(Collectors.joining("/"));
    }

    private static List<String> texts(String sql) {
        return database.sql(sql).query(String.class).list();
    }
}

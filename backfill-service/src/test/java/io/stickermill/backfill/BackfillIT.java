package io.stickermill.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.backfill.run.RunEnds;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.fixture.CustomerKeyWalk;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.platform.retention.RetentionSweep;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.platform.storage.StorageUnavailable;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.StoredSubject;
import io.stickermill.schemas.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Backfill on the real broker, registry, database and storage, and the Bot API emulator; each test has a user's rows. */
@SpringBootTest(classes = BackfillApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class BackfillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CHAT = 700;
    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    private static final byte[] PNG = Base64.getDecoder()
            .decode(
                    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGNwaDgAQQxwFgBXFAkBU3oiMwAAAABJRU5ErkJggg==");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, String> settings;
    private static JdbcClient history;
    private static JdbcClient gateway;
    private static TelegramAdmin emulator;

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID user = UUID.randomUUID();

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @Autowired
    private ObjectStorage storage;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TopicScan scan;

    @Autowired
    private RetentionSweep sweep;

    @Autowired
    private RunEnds ends;

    @Autowired
    private KafkaOperations<byte[], byte[]> kafka;

    private final Set<UUID> republished = new HashSet<>();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(Set.of(PartKind.values())).springProperties("backfill");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.backfill.page", () -> "3");
        registry.add("stickermill.backfill.concurrency", () -> "2");
        registry.add("stickermill.backfill.lease", () -> "10s");
        registry.add("stickermill.backfill.unknown-after", () -> "0s");
        registry.add("stickermill.limits.downloads.per-second", () -> "0");
        history = JdbcClient.create(ServiceSchema.migrated("history"));
        gateway = JdbcClient.create(ServiceSchema.migrated("gateway"));
    }

    @AfterEach
    void noFaults() throws Exception {
        emulator().faults(List.of());
    }

    @Test
    void aCustomersKeyOpensNothingHere() throws Exception {
        assertThat(CustomerKeyWalk.opened(mappings, settings)).isEmpty();
    }

    @Test
    void missingFilesComeBackAndEachFailureHasItsReason() throws Exception {
        List<UUID> stickers = rows(6);
        fileIdOf(stickers.get(1), "of-another-bot-" + user);
        fileIdOf(stickers.get(2), emulator().lost(WEBP));
        fileIdOf(stickers.get(3), emulator().file(WEBP, "sticker", 30_000_000));
        fileIdOf(stickers.get(4), emulator().file(PNG, "document", PNG.length));
        JsonNode found = post("/v1/backfills/dry-run", start("stickers"));
        assertThat(found.toString()).contains("by_file_id").contains("6");
        assertThat(count("select count(*) from backfill_runs where user_id = ?", user))
                .as("a dry run is none")
                .isZero();

        String run = finished(start("stickers"));

        JsonNode view = get("/v1/backfills/" + run);
        assertThat(view.path("planned").asLong()).isEqualTo(6);
        assertThat(counts(view))
                .isEqualTo(Map.of(
                        "stored", 2L, "foreign_file_id", 1L, "file_gone", 1L, "too_large", 1L, "wrong_type", 1L));
        assertThat(storage.size(key(stickers.get(0)))).contains((long) WEBP.length);
        StickerStored stored = stored(event -> stickers.get(0).equals(event.getStickerId()));
        assertThat(stored.getSubject()).isEqualTo(StoredSubject.STICKER);
        assertThat(stored.getStorageKey()).isEqualTo(key(stickers.get(0)));
        assertThat(get("/v1/backfills/" + run + "/report")
                        .path("failures")
                        .valueStream()
                        .map(line -> line.path("subject_id").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        stickers.subList(1, 5).stream().map(UUID::toString).toList());
    }

    @Test
    void oldSessionsAreAskedForWithTheirRow() throws Exception {
        UUID session = session(emulator().file(WEBP, "sticker", WEBP.length));
        String key = "stickers/%s/backfill_session/%s.webp".formatted(user, session);

        String run = finished("{\"source\":\"sessions\",\"user\":\"%s\",\"create_rows\":true}".formatted(user));

        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("stored", 1L));
        assertThat(storage.size(key)).isPresent();
        StickerStored stored = stored(event -> session.equals(event.getSessionId()));
        assertThat(stored.getSubject()).isEqualTo(StoredSubject.SESSION);
        assertThat(stored.getCreateRow()).isTrue();
        assertThat(stored.getStickerId()).isEqualTo(Ids.stickerOfSession(session));
        assertThat(stored.getStorageKey()).isEqualTo(key);
        assertThat(stored.getEnv()).isEqualTo("local");
        assertThat(stored.getCreatedAt()).isNotNull();
    }

    /** What its owner has deleted does not come back, by whichever way the session still knows of it. */
    @Test
    void aSessionWhoseStickerWasDeletedIsLeftAlone() throws Exception {
        UUID deleted = rows(1).getFirst();
        history.sql("update stickers set deleted_at = now() where id = ?")
                .param(deleted)
                .update();
        String file = emulator().file(WEBP, "sticker", WEBP.length);
        UUID unstored = session(file);
        UUID removed = session(file);
        UUID other = session(file);
        gateway.sql("update sessions set last_sticker_id = ? where id in (?, ?)")
                .params(deleted, unstored, removed)
                .update();
        gateway.sql("update sessions set last_sticker_storage_path = 'stickers/removed.webp' where id = ?")
                .param(removed)
                .update();

        String sessions = finished(start("sessions"));
        String verify = finished(start("verify"));

        assertThat(counts(get("/v1/backfills/" + sessions)))
                .as("session %s, which is another's", other)
                .isEqualTo(Map.of("stored", 1L));
        assertThat(counts(get("/v1/backfills/" + verify))).isEmpty();
    }

    /** After {@code DELETE /v1/stickers/id}, which notes the time in its row, and after its file has gone, too. */
    @Test
    void theFileOfADeletedStickerDoesNotComeBackByAnyRun() throws Exception {
        List<UUID> stored = rows(2);
        finished(start("stickers"));
        stored.forEach(sticker -> path(sticker, "now()"));
        UUID gone = stored.getFirst();
        UUID neverStored = rows(1).getFirst();
        for (UUID sticker : List.of(gone, neverStored)) {
            history.sql("update stickers set deleted_at = now() where id = ?")
                    .param(sticker)
                    .update();
        }
        storage.delete(key(gone));

        String stickers = finished(start("stickers"));
        String verify = finished(start("verify"));

        assertThat(get("/v1/backfills/" + stickers).path("planned").asLong()).isZero();
        assertThat(counts(get("/v1/backfills/" + verify))).isEqualTo(Map.of("intact", 1L));
        assertThat(storage.size(key(gone))).isEmpty();
        assertThat(storage.size(key(neverStored))).isEmpty();
    }

    @Test
    void anAuditNamesWhatIsGoneAndChangesNothing() throws Exception {
        List<UUID> stored = rows(3);
        finished(start("stickers"));
        stored.forEach(sticker -> path(sticker, "null"));
        UUID gone = stored.getFirst();
        storage.delete(key(gone));
        storage.put("stickers/" + user + "/stray.webp", WEBP);

        String audit = finished(start("audit"));

        JsonNode run = get("/v1/backfills/" + audit);
        assertThat(counts(run)).isEqualTo(Map.of("intact", 2L, "not_in_storage", 1L));
        assertThat(run.path("unknown_objects").asLong()).isEqualTo(1);
        JsonNode failure =
                get("/v1/backfills/" + audit + "/report").path("failures").path(0);
        assertThat(failure.path("subject_id").asText()).isEqualTo(gone.toString());
        assertThat(storage.size(key(gone))).isEmpty();
        assertThat(history.sql("select count(*) from stickers where stored_at is not null and id in (:ids)")
                        .param("ids", stored)
                        .query(Long.class)
                        .single())
                .as("not even the time of what is there is entered")
                .isZero();
        assertThat(counts(get("/v1/backfills/" + finished(start("verify")))))
                .isEqualTo(Map.of("confirmed", 2L, "repaired", 1L));
    }

    @Test
    void whoFollowsARunHearsOfItUntilItsEnd() throws Exception {
        rows(2);
        String run = post("/v1/backfills", start("stickers")).path("id").asText();

        String followed = ok(send(request("/v1/backfills/" + run + "/events").build()));

        assertThat(followed).startsWith("event:run");
        JsonNode last = JSON.readTree(followed.substring(followed.lastIndexOf("data:") + "data:".length()));
        assertThat(last.path("state").asText()).isEqualTo("finished");
        assertThat(counts(last)).isEqualTo(Map.of("stored", 2L));
        HttpRequest unknown =
                request("/v1/backfills/" + UUID.randomUUID() + "/events").build();
        assertThat(send(unknown).statusCode()).isEqualTo(404);
    }

    @Test
    void packSheetsLieAsPngUnderTheirKey() throws Exception {
        UUID jpeg = pack(null, emulator().file(picture("jpg"), "document", 0));
        UUID png = pack(null, emulator().file(PNG, "document", 0));
        UUID webp = pack(null, emulator().file(WEBP, "document", 0));

        String run = finished(start("pack-sheets"));

        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("stored", 2L, "wrong_type", 1L));
        for (UUID pack : List.of(jpeg, png)) {
            byte[] sheet = storage.get("pack_sheets/" + pack + ".png").orElseThrow();
            assertThat(ImageIO.read(new ByteArrayInputStream(sheet)).getWidth()).isEqualTo(3);
            assertThat(new String(sheet, 1, 3, StandardCharsets.ISO_8859_1)).isEqualTo("PNG");
        }
        assertThat(storage.size("pack_sheets/" + webp + ".png")).isEmpty();
        assertThat(stored(event -> png.equals(event.getPackBatchId())).getSubject())
                .isEqualTo(StoredSubject.PACK_SHEET);
    }

    @Test
    void aPacksStickersAreFoundInTheirSetUnlessItHasChanged() throws Exception {
        String name = "s" + user.toString().replace("-", "") + "_by_stickermill_bot";
        byte[] second = Arrays.copyOf(WEBP, WEBP.length + 3);
        emulator()
                .set(
                        name,
                        emulator().file(WEBP, "sticker", WEBP.length),
                        emulator().file(second, "sticker", second.length));
        List<UUID> whole = packed(pack(name, null), 2);
        List<UUID> partly = packed(pack(name, null), 1);
        assertThat(post("/v1/backfills/dry-run", start("stickers")).toString()).contains("by_sticker_set");

        String run = finished(start("stickers"));

        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("stored", 2L, "set_changed", 1L));
        StickerStored stored = stored(event -> whole.get(1).equals(event.getStickerId()));
        assertThat(stored.getStorageKey()).startsWith("stickers/" + user).endsWith("_1.webp");
        assertThat(storage.get(stored.getStorageKey()).orElseThrow()).isEqualTo(second);
        assertThat(get("/v1/backfills/" + run + "/report").toString())
                .contains(partly.get(0).toString());
    }

    @Test
    void verifyPutsBackWhatWasDeletedByHandAndReportsWhatNobodyKnows() throws Exception {
        List<UUID> stickers = rows(4);
        finished(start("stickers"));
        stickers.forEach(sticker -> path(sticker, "now()"));
        path(stickers.get(3), "null");
        UUID session = session(emulator().file(WEBP, "sticker", WEBP.length));
        gateway.sql("update sessions set last_sticker_storage_path = ? where id = ?")
                .params("stickers/%s/old/1.webp".formatted(user), session)
                .update();
        String stray = "stickers/%s/nobody/1.webp".formatted(user);
        storage.put(stray, WEBP);
        storage.delete(key(stickers.get(1)));

        String run = finished(start("verify"));

        assertThat(counts(get("/v1/backfills/" + run)))
                .isEqualTo(Map.of("intact", 2L, "repaired", 2L, "confirmed", 1L));
        assertThat(storage.size(key(stickers.get(1)))).isPresent();
        assertThat(get("/v1/backfills/" + run + "/report")
                        .path("unknown_objects")
                        .valueStream()
                        .map(object -> object.path("storage_key").asText()))
                .containsExactly(stray);
        assertThat(storage.size(stray)).as("reported, not removed").isPresent();
        String nothing = finished(start("stickers"));
        assertThat(get("/v1/backfills/" + nothing).path("planned").asLong()).isZero();
    }

    /** Paths that were brought in are what another program has made of them. */
    @Test
    void whateverCharactersAPathHasItIsVerifiedAndLinkedOrEndsWithAReason() throws Exception {
        List<String> names = List.of(
                "a b.webp",
                "a+b.webp",
                "a%20b%.webp",
                "a#b.webp",
                "a&b=c?d.webp",
                "ä€😀.webp",
                "/one.webp",
                "../one.webp");
        List<UUID> stickers = rows(names.size());
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String key = (i == names.size() - 2 ? "/" : "") + "stickers/" + user + "/" + names.get(i);
            history.sql("update stickers set origin = 'import', result_storage_path = ?, stored_at = null where id = ?")
                    .params(key, stickers.get(i))
                    .update();
            try {
                storage.put(key, WEBP);
            } catch (StorageRefused | StorageUnavailable refused) {
                continue;
            }
            taken.add(names.get(i));
            HttpResponse<byte[]> linked = http.send(
                    HttpRequest.newBuilder(storage.link(key, Duration.ofMinutes(1)))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(linked.body()).as(key).isEqualTo(WEBP);
        }
        assertThat(taken).contains("a b.webp", "a+b.webp", "a%20b%.webp", "a#b.webp", "a&b=c?d.webp", "ä€😀.webp");

        String run = finished(start("verify"));

        Map<String, Long> counts = counts(get("/v1/backfills/" + run));
        assertThat(counts).containsEntry("confirmed", (long) taken.size());
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(names.size());
    }

    @Test
    void aReplayChangesNothingThatIsRightAndBringsBackWhatWasLost() throws Exception {
        List<UUID> stickers = rows(3);
        String run = finished(start("stickers"));
        stickers.forEach(sticker -> path(sticker, "now()"));
        Map<String, Long> asItEnded = counts(get("/v1/backfills/" + run));
        assertThat(asItEnded).isEqualTo(Map.of("stored", 3L));

        publishAgain(run);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts(get("/v1/backfills/" + run)))
                        .isEqualTo(Map.of("stored", 3L, "again intact", 3L)));
        storage.delete(key(stickers.get(2)));
        publishAgain(run);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts(get("/v1/backfills/" + run)))
                        .isEqualTo(Map.of("stored", 3L, "again intact", 5L, "again repaired", 1L)));
        assertThat(storage.size(key(stickers.get(2)))).isPresent();
        assertThat(get("/v1/backfills/" + run).path("ended").asLong()).isEqualTo(3);
    }

    @Test
    void aPausedRunStopsAndGoesOnAndACancelledOneNeverDoes() throws Exception {
        rows(30);
        emulator().faults(List.of(Map.of("method", "getFile", "delay_ms", 1000)));
        String run = post("/v1/backfills", start("stickers")).path("id").asText();
        await("all is published, and some of it done")
                .atMost(PATIENCE)
                .until(() -> get("/v1/backfills/" + run).path("planning_done").asBoolean() && open(run) < 30);

        assertThat(post("/v1/backfills/" + run + "/pause", "").path("state").asText())
                .isEqualTo("paused");
        await("nobody works on it")
                .during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from backfill_items where run_id = ? and state = 'claimed'",
                                UUID.fromString(run))
                        == 0);
        assertThat(open(run)).as("some are left").isPositive();
        emulator().faults(List.of());
        post("/v1/backfills/" + run + "/resume", "");
        ended(run);
        assertThat(counts(get("/v1/backfills/" + run))).containsEntry("stored", 30L);

        String second = post("/v1/backfills", start("stickers")).path("id").asText();
        post("/v1/backfills/" + second + "/cancel", "");
        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from backfill_items where run_id = ? and state = 'claimed'",
                                UUID.fromString(second))
                        == 0);
        assertThat(get("/v1/backfills/" + second).path("state").asText()).isEqualTo("cancelled");
        HttpResponse<String> refused = send(request("/v1/backfills/" + second + "/resume")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
    }

    @Test
    void aRequestThatCantBeReadEndsItsItemAndTheRun() throws Exception {
        UUID run = plannedRun("free", null);
        UUID item = database.sql("select id from backfill_items where run_id = ?")
                .param(run)
                .query(UUID.class)
                .single();

        kafka.send(
                        Topics.BACKFILL_REQUESTS.name(),
                        item.toString().getBytes(StandardCharsets.UTF_8),
                        "no record".getBytes(StandardCharsets.UTF_8))
                .join();

        ended(run.toString());
        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("unreadable_request", 1L));
    }

    @Test
    void aRunWhoseEventsWereLostIsCountedFromItsItems() throws Exception {
        UUID run = plannedRun("done", "stored");

        ends.lookCloser();

        ended(run.toString());
        assertThat(counts(get("/v1/backfills/" + run))).isEqualTo(Map.of("stored", 1L));
    }

    /** With one item, planned and ended an hour ago. */
    private UUID plannedRun(String state, String reason) {
        UUID run = UUID.randomUUID();
        database.sql("""
                insert into backfill_runs (id, source, state, user_id, planned, planning_done, planned_at)
                values (?, 'stickers', 'running', ?, 1, true, now() - interval '1 hour')
                """).params(run, user).update();
        database.sql("""
                insert into backfill_items (id, run_id, subject, subject_id, state, reason, ended_at)
                values (gen_random_uuid(), :run, 'STICKER', gen_random_uuid(), :state, :reason,
                        case when :state = 'free' then null else now() - interval '1 hour' end)
                """)
                .param("run", run)
                .param("state", state)
                .param("reason", reason)
                .update();
        return run;
    }

    @Test
    void itemsGoWhenTheirRunHasEndedLongAgo() throws Exception {
        rows(2);
        UUID old = UUID.fromString(finished(start("stickers")));
        UUID young = UUID.fromString(finished(start("stickers")));
        String items = "select count(*) from backfill_items where run_id = ?";
        database.sql("update backfill_runs set ended_at = now() - interval '91 days' where id = ?")
                .param(old)
                .update();

        sweep.run();

        assertThat(count(items, old)).isZero();
        assertThat(count(items, young)).isEqualTo(2);
        assertThat(counts(get("/v1/backfills/" + old))).as("the counts stay").isEqualTo(Map.of("stored", 2L));
    }

    private List<UUID> rows(int number) throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            history.sql("""
                    insert into stickers (id, job_id, user_id, chat_id, session_id, origin, telegram_file_id,
                                          generation_type, env, created_at, delivered_at)
                    values (?, ?, ?, ?, ?, 'live', ?, 'cutout', 'local', timestamptz '2026-01-01', now())
                    """)
                    .params(id, UUID.randomUUID(), user, CHAT, user, emulator().file(WEBP, "sticker", WEBP.length))
                    .update();
        }
        return ids;
    }

    private UUID session(String file) {
        UUID id = UUID.randomUUID();
        gateway.sql(
                        "insert into users (id, bot_id, telegram_id, language) values (?, 1, ?, 'en') on conflict do nothing")
                .params(user, user.getMostSignificantBits() >>> 12)
                .update();
        gateway.sql("""
                insert into sessions (id, user_id, chat_id, state, last_sticker_file_id, env)
                values (?, ?, ?, 'closed', ?, 'local')
                """).params(id, user, CHAT, file).update();
        return id;
    }

    private UUID pack(String set, String sheet) {
        UUID id = UUID.randomUUID();
        history.sql("""
                insert into pack_batches (id, user_id, chat_id, sticker_set_name, pack_sheet_file_id, env, origin, created_at)
                values (?, ?, ?, ?, ?, 'local', 'import', now())
                """).params(id, user, CHAT, set, sheet).update();
        return id;
    }

    /** As they are brought in: without a file id. */
    private List<UUID> packed(UUID pack, int number) {
        List<UUID> ids = new ArrayList<>();
        for (int place = 0; place < number; place++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            history.sql("""
                    insert into stickers (id, user_id, chat_id, origin, generation_type, env, created_at, pack_batch_id,
                                          pack_index)
                    values (?, ?, ?, 'import', 'pack', 'local', timestamptz '2026-01-01', ?, ?)
                    """).params(id, user, CHAT, pack, place).update();
        }
        return ids;
    }

    private static void fileIdOf(UUID sticker, String file) {
        history.sql("update stickers set telegram_file_id = ? where id = ?")
                .params(file, sticker)
                .update();
    }

    /** What history makes of the event; without a stored time it is what an imported row claims. */
    private void path(UUID sticker, String storedAt) {
        history.sql("update stickers set origin = 'import', result_storage_path = ?, stored_at = " + storedAt
                        + " where id = ?")
                .params(key(sticker), sticker)
                .update();
    }

    private StickerStored stored(Predicate<StickerStored> which) {
        List<StickerStored> found = new ArrayList<>();
        scan.read(Topics.STICKER_STORED, Instant.EPOCH, record -> {
            if (which.test(record.value())) {
                found.add(record.value());
            }
        });
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private void publishAgain(String run) {
        scan.read(Topics.BACKFILL_REQUESTS, Instant.EPOCH, record -> {
            if (record.value().getRunId().toString().equals(run)
                    && republished.add(record.value().getItemId())) {
                kafka.send(
                                Topics.BACKFILL_REQUESTS.name(),
                                record.value().getItemId().toString().getBytes(StandardCharsets.UTF_8),
                                record.encoded())
                        .join();
            }
        });
        republished.clear();
    }

    private static byte[] picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    private static TelegramAdmin emulator() {
        if (emulator == null) {
            emulator = new TelegramAdmin(settings.get("stickermill.telegram.base-url"));
        }
        return emulator;
    }

    private String key(UUID sticker) {
        return "stickers/%s/%s/1767225600_%s.webp".formatted(user, user, sticker);
    }

    private String start(String source) {
        return "{\"source\":\"%s\",\"user\":\"%s\"}".formatted(source, user);
    }

    /** Starts a run and awaits its end. */
    private String finished(String start) throws Exception {
        return ended(post("/v1/backfills", start).path("id").asText());
    }

    private String ended(String run) {
        await("run " + run)
                .atMost(PATIENCE)
                .until(() -> get("/v1/backfills/" + run).path("state").asText().equals("finished"));
        return run;
    }

    private long open(String run) {
        return 30
                - count(
                        "select count(*) from backfill_items where run_id = ? and state = 'done'",
                        UUID.fromString(run));
    }

    private long count(String sql, UUID parameter) {
        return database.sql(sql).param(parameter).query(Long.class).single();
    }

    private static Map<String, Long> counts(JsonNode view) {
        Map<String, Long> counts = new java.util.HashMap<>();
        view.path("counts")
                .forEach(count -> counts.put(
                        (count.path("outcome").asText().equals("again") ? "again " : "")
                                + count.path("reason").asText(),
                        count.path("items").asLong()));
        return counts;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(ok(send(request(path).build())));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(ok(send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build())));
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.get("server.port") + path))
                .header("X-API-Key", settings.get("stickermill.api.key"));
    }
}

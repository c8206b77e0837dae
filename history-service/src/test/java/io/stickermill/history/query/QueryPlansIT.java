package io.stickermill.history.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.history.credit.CreditMoves;
import io.stickermill.history.page.Paging;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.QueryPlans.Plan;
import io.stickermill.platform.retention.Expiring;
import io.stickermill.schemas.InlineQueried;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;

/** On large tables no query and no sweep reads a whole table. */
class QueryPlansIT extends HistoryOnParts {

    private static final Logger log = LoggerFactory.getLogger(QueryPlansIT.class);

    private static final int USERS = 5_000;
    private static final int STICKERS = 300_000;
    private static final List<String> TABLES = List.of(
            "stickers",
            "pack_batches",
            "sticker_sets",
            "generations",
            "jobs",
            "job_events",
            "unknown_sends",
            "stored_objects",
            "deletions",
            "failed_days",
            "favourites",
            "credit_moves",
            "library_sessions",
            "library_links",
            "exports",
            "export_parts");

    private static JdbcClient loaded;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CreditMoves credits;

    @Autowired
    private DataSource source;

    @Autowired
    private DispatcherServlet servlet;

    @Autowired
    private Map<String, Expiring> expiring;

    @Autowired
    private RecordHandler<InlineQueried> offers;

    /** Rows whose ids are computed from their number, so that a test knows them. */
    @BeforeEach
    void load() {
        if (loaded != null) {
            return;
        }
        loaded = database;
        String id = "md5(%s || n)::uuid";
        database.sql("""
                insert into sticker_sets (id, user_id, telegram_user_id, name, title, state, parts, changed_at, over_at, created_at)
                select %s, %s, n, 'set' || n, 'Cats', case when n %% 5 = 0 then 'deleted' else 'open' end, '[]',
                       now() - n * interval '5 minutes', case when n %% 5 = 0 then now() - n * interval '5 minutes' end,
                       now() - n * interval '6 minutes'
                  from generate_series(1, 20000) n
                """.formatted(id.formatted("'set'"), "md5('user' || n % " + USERS + ")::uuid"))
                .update();
        database.sql("""
                insert into generations (id, job_id, number, user_id, chat_id, session_id, kind, style, provider, model, prompt, price,
                                         status, paid, env, created_at, changed_at)
                select %s, %s, 1, %s, n, %s, 'image', 'clay', case when n %% 2 = 0 then 'fal' else 'replicate' end, 'a/b', 'clay', 0.04,
                       case when n %% 200 = 0 then 'running' when n %% 9 = 0 then 'failed' else 'succeeded' end, true, 'prod',
                       now() - n * interval '30 minutes', now() - n * interval '30 minutes'
                  from generate_series(1, 50000) n
                """.formatted(
                                id.formatted("'generation'"),
                                id.formatted("'job'"),
                                "md5('user' || n % " + USERS + ")::uuid",
                                id.formatted("'session'")))
                .update();
        database.sql("""
                insert into pack_batches (id, user_id, chat_id, session_id, pack_sheet_file_id,
                                          cleaned_sheet_storage_path, env, origin, created_at)
                select %s, %s, n, %s, 'sheet', case when n %% 3 = 0 then null else 'pack_sheets/' || n end,
                       'prod', 'import', now() - n * interval '5 minutes'
                  from generate_series(1, 20000) n
                """.formatted(
                        id.formatted("'pack'"), "md5('user' || n % " + USERS + ")::uuid", id.formatted("'session'")))
                .update();
        // One in three belongs to a pack of five, one in four has no file, one in fifty is deleted.
        database.sql("""
                insert into stickers (id, job_id, user_id, chat_id, session_id, pack_batch_id, pack_index, origin,
                                      result_storage_path, telegram_file_id, generation_type, env, style_preset_id,
                                      created_at, deleted_at)
                select %s, %s, %s, n, md5('session' || n / 3)::uuid,
                       case when n <= 100000 then md5('pack' || 1 + n %% 20000)::uuid end,
                       case when n <= 100000 then n / 20000 end, 'import',
                       case when n %% 4 = 0 then null
                            else 'stickers/' || md5('user' || n %% 5000)::uuid || '/' || n || '.webp' end,
                       case when n %% 8 = 0 then null else 'a-file-id-of-about-the-usual-length-'
                            || md5(n::text) || n end, case when n %% 9 = 0 then 'foreign' else 'photo' end,
                       case when n %% 2 = 0 then 'prod' else 'stage' end, 'style' || n %% 12,
                       now() - n * interval '20 seconds',
                       case when n %% 50 = 0 then now() - n * interval '20 seconds' end
                  from generate_series(1, %d) n
                """.formatted(
                                id.formatted("'sticker'"),
                                id.formatted("'job'"),
                                "md5('user' || n % " + USERS + ")::uuid",
                                STICKERS))
                .update();
        database.sql("""
                insert into jobs (id, chat_id, state, user_id, style_preset_id, requested_at, received_at, ended_at)
                select %s, n, case when n %% 10 = 0 then 'failed' else 'delivered' end, md5('user' || n %% 5000)::uuid,
                       'style' || n %% 12, at, at, at
                  from (select n, now() - n * interval '20 seconds' as at from generate_series(1, %d) n) rows
                """.formatted(id.formatted("'job'"), STICKERS)).update();
        database.sql("""
                insert into job_events (job_id, moment, at)
                select %s, 'delivered', now() - n * interval '20 seconds' from generate_series(1, %d) n
                """.formatted(id.formatted("'job'"), STICKERS)).update();
        database.sql("""
                insert into library_sessions (token_hash, user_id, telegram_user_id, language, ends_at)
                select sha256(n::text::bytea), %s, n, 'en', now() - n * interval '5 minutes' from generate_series(1, 20000) n
                """.formatted("md5('user' || n % " + USERS + ")::uuid")).update();
        database.sql("""
                insert into library_links (id, good_until)
                select %s, now() - n * interval '5 minutes' from generate_series(1, 20000) n
                """.formatted(id.formatted("'link'"))).update();
        database.sql("""
                insert into exports (id, user_id, requested_at)
                select %s, %s, now() - n * interval '5 minutes' from generate_series(1, 20000) n
                """.formatted(id.formatted("'export'"), "md5('user' || n % " + USERS + ")::uuid"))
                .update();
        database.sql("""
                insert into export_parts (export_id, service, number, user_id, parts, content, told_at)
                select %s, 'history-service', 0, %s, 1, 'x', now() - n * interval '5 minutes' from generate_series(1, 20000) n
                """.formatted(id.formatted("'export'"), "md5('user' || n % " + USERS + ")::uuid"))
                .update();
        database.sql("""
                insert into favourites (user_id, sticker_id, marked, changed_at)
                select %s, %s, n %% 3 > 0, now() from generate_series(1, 20000) n
                """.formatted("md5('user' || n % " + USERS + ")::uuid", id.formatted("'sticker'")))
                .update();
        database.sql("""
                insert into credit_moves (id, user_id, kind, free, reserved, job_id, at)
                select %1$s, md5('user' || n %% 5000)::uuid, 'settle', 0, -1, %1$s, now() - n * interval '1 second'
                  from generate_series(1, 200000) n
                """.formatted(id.formatted("'job'"))).update();
        database.sql("""
                insert into unknown_sends (job_id, number, at)
                select %s, 1, now() - n * interval '60 seconds' from generate_series(1, 100000) n
                """.formatted(id.formatted("'job'"))).update();
        database.sql("""
                insert into stored_objects (sticker_id, storage_key, size_bytes, stored_at)
                select %s, 'stickers/' || n, 9, now() - n * interval '60 seconds' from generate_series(1, 100000) n
                """.formatted(id.formatted("'undelivered'"))).update();
        database.sql("""
                insert into deletions (sticker_id, deleted_at)
                select %s, now() - n * interval '60 seconds' from generate_series(1, 100000) n
                """.formatted(id.formatted("'gone'"))).update();
        database.sql("""
                insert into failed_days (user_id, day, style_preset_id, failed)
                select md5('user' || n %% 5000)::uuid, '2020-01-01'::date + n / 5000, 'none', 1
                  from generate_series(1, 100000) n
                """.replace("%%", "%")).update();
        // What autovacuum does in its own time.
        TABLES.forEach(table -> database.sql("vacuum analyze " + table).update());
    }

    @AfterAll
    static void empty() {
        loaded.sql("truncate " + String.join(", ", TABLES)).update();
    }

    @TestFactory
    Stream<DynamicTest> noQueryReadsAWholeTable() {
        UUID user = uuid("user1");
        String next = "after=" + Instant.now().minus(Duration.ofDays(20)) + "_" + user;
        return Stream.of(
                        "/v1/stickers",
                        "/v1/stickers?" + next,
                        "/v1/stickers?missing=true&" + next,
                        "/v1/stickers/" + uuid("sticker1"),
                        "/v1/users/" + user + "/stickers",
                        "/v1/users/" + user + "/stickers?" + next,
                        "/v1/users/" + user + "/stickers?kind=single",
                        "/v1/users/" + user + "/stickers?kind=pack&" + next,
                        "/v1/sessions/" + uuid("session7") + "/stickers",
                        "/v1/packs",
                        "/v1/packs?" + next,
                        "/v1/sticker-sets?" + next,
                        "/v1/sticker-sets/" + uuid("set1"),
                        "/v1/users/" + user + "/sticker-sets",
                        "/v1/generations",
                        "/v1/generations?" + next,
                        "/v1/generations?which=open&" + next,
                        "/v1/generations?which=failed",
                        "/v1/generations/" + uuid("generation1"),
                        "/v1/generations/costs",
                        "/v1/users/" + user + "/generations?" + next,
                        "/v1/jobs/" + uuid("job1") + "/generations",
                        "/v1/packs/" + uuid("pack1"),
                        "/v1/users/" + user + "/packs",
                        "/v1/paths?path=stickers/" + user + "/1.webp",
                        "/v1/paths?path=stickers/" + user + "/" + uuid("session7") + "/x.webp",
                        "/v1/paths?path=" + uuid("nobody"),
                        "/v1/missing",
                        "/v1/users/" + user + "/statistics",
                        "/v1/users/" + user + "/statistics?from=2025-12-01&to=2026-11-01",
                        "/v1/objects/undelivered",
                        "/v1/objects/undelivered?" + next,
                        "/v1/jobs/" + uuid("job1"),
                        "/v1/queue/stats")
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    long start = System.nanoTime();
                    ask(path);
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    assertNoWholeTable(path, took, () -> ask(path));
                }));
    }

    @TestFactory
    Stream<DynamicTest> noInlineQueryReadsAWholeTable() {
        String next = Instant.now().minus(Duration.ofDays(20)) + "_" + uuid("user1");
        return Stream.of(inline("", ""), inline("", next), inline("cat", ""), inline("cat", next))
                .map(asked -> DynamicTest.dynamicTest(
                        "inline '" + asked.getWords() + "' from '" + asked.getOffset() + "'",
                        () -> assertNoWholeTable(
                                "inline " + asked.getWords(), Duration.ZERO, () -> offers.handle(asked, null))));
    }

    @TestFactory
    Stream<DynamicTest> noLookAtCreditsReadsAWholeTable() {
        Map<String, Callable<?>> looks = Map.of(
                "balance", () -> credits.balance(uuid("user1")),
                "statement", () -> credits.statement(uuid("user1"), Paging.of(30, null)),
                "of a job", () -> credits.spentOn(uuid("job1")));
        return looks.entrySet().stream()
                .map(look -> DynamicTest.dynamicTest(
                        "credits: " + look.getKey(),
                        () -> assertNoWholeTable(look.getKey(), Duration.ZERO, look.getValue())));
    }

    private InlineQueried inline(String words, String offset) {
        return InlineQueried.newBuilder()
                .setQueryId("7")
                .setUserId(uuid("user1"))
                .setTelegramUserId(1)
                .setWords(words)
                .setOffset(offset)
                .setAskedAt(Instant.now())
                .setGoodUntil(Instant.now().plus(Duration.ofHours(1)))
                .build();
    }

    @TestFactory
    Stream<DynamicTest> noSweepReadsAWholeTable() {
        return expiring.values().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.what(), () -> {
                    Instant before = Instant.now().minus(Duration.ofDays(60));
                    assertNoWholeTable(
                            kind.what(), Duration.ZERO, () -> kind.rows().remove(before, 50));
                }));
    }

    private void assertNoWholeTable(String what, Duration took, Callable<?> call) throws Exception {
        List<Plan> plans = ((QueryPlans) source).of(call);
        assertThat(plans).as(what).isNotEmpty();
        log.info(
                "{} {} ms\n{}",
                what,
                took.toMillis(),
                String.join("---\n", plans.stream().map(Plan::text).toList()));
        assertThat(plans)
                .as(what)
                .allSatisfy(plan -> assertThat(plan.text()).as(plan.sql()).doesNotContain("Seq Scan"));
    }

    /** On this thread, whose statements are watched. */
    private MockHttpServletResponse ask(String path) throws Exception {
        String[] parts = path.split("\\?", 2);
        var request = new MockHttpServletRequest("GET", parts[0]);
        request.setServletPath(parts[0]);
        if (parts.length > 1) {
            for (String parameter : parts[1].split("&")) {
                String[] pair = parameter.split("=", 2);
                request.addParameter(pair[0], pair[1]);
            }
        }
        var response = new MockHttpServletResponse();
        servlet.service(request, response);
        assertThat(response.getStatus())
                .as(path + ": " + response.getContentAsString())
                .isEqualTo(200);
        return response;
    }

    private UUID uuid(String name) {
        return database.sql("select md5(?)::uuid").param(name).query(UUID.class).single();
    }
}

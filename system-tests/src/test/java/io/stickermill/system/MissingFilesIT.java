package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import io.stickermill.schemas.Ids;
import io.stickermill.system.Stack.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogType;

/** Backfills and replays by the command and at the page, with the whole system behind them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MissingFilesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long CHAT = 48_001;
    private static final int OLD_SESSIONS = 150;
    private static final Pattern RUN = Pattern.compile("Run ([0-9a-f-]{36})");

    @TempDir
    static Path profile;

    private static Stack stack;
    private static String run;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
    }

    @AfterAll
    static void down() throws Exception {
        stack.noFaults();
        stack.run("scale", "backfill=1");
    }

    @Test
    @Order(1)
    void anObjectThatWasDeletedByHandComesBack() throws Exception {
        Ran sent = stack.run("send", Stack.photo("cup-600.jpg").toString(), "--user", Long.toString(CHAT));
        assertThat(sent.exitCode()).as(sent.output()).isZero();
        await().atMost(PATIENCE).until(() -> !paths().isEmpty());
        Path object = object(paths().getFirst());
        Files.delete(object);

        Ran verified = stack.run("backfill", "verify");

        assertThat(verified.output()).contains("done repaired 1");
        assertThat(object).isNotEmptyFile();
        assertThat(stack.run("backfill", "verify").output())
                .contains("skipped intact ")
                .doesNotContain("repaired");
    }

    /** Two workers, one of them killed in the middle: each session has its file and its row once. */
    @Test
    @Order(2)
    void oldSessionsGetTheirFilesAndRowsThoughAWorkerIsKilled() throws Exception {
        stack.run("scale", "backfill=2");
        UUID user = oldSessions();
        Ran dry = stack.run("backfill", "sessions", "--create-rows", "--dry-run");
        assertThat(dry.output())
                .containsPattern("SESSION +by_file_id +" + OLD_SESSIONS)
                .contains("nothing is changed");
        stack.slow("file", Duration.ofMillis(300));
        run = started(stack.run("backfill", "sessions", "--create-rows", "--no-wait"));
        await("the middle").atMost(PATIENCE).until(() -> ended() > OLD_SESSIONS / 10);

        stack.kill("backfill-2");
        stack.noFaults();

        await("the end").atMost(PATIENCE).until(() -> state().equals("finished"));
        assertThat(Json.MAPPER.readTree(stack.run("backfill", "show", run).output()))
                .isEqualTo(shown());
        assertThat(items("stored") + items("already_stored") + items("path_set"))
                .as(
                        "what the killed worker stored, and could not say so any more, is there, perhaps with its path: %s",
                        shown())
                .isEqualTo(OLD_SESSIONS);
        await("rows and paths").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(stack.rows("history", "select id, session_id from stickers where origin = 'session'"))
                    .hasSize(OLD_SESSIONS)
                    .allSatisfy(row ->
                            assertThat(row.get("id")).isEqualTo(Ids.stickerOfSession((UUID) row.get("session_id"))));
            assertThat(stack.rows(
                            "gateway",
                            "select id from sessions where user_id = ? and last_sticker_storage_path is not null",
                            user))
                    .hasSize(OLD_SESSIONS);
        });
        for (Map<String, Object> row :
                stack.rows("history", "select result_storage_path as path from stickers where origin = 'session'")) {
            assertThat(object((String) row.get("path"))).isNotEmptyFile();
        }
    }

    @Test
    @Order(3)
    void aRunReplayedChangesNothingOrBringsBackWhatWasLost() throws Exception {
        Ran right =
                stack.run("replay", "backfill-requests", "--group", "backfill", "--from", "beginning", "--run", run);
        assertThat(right.output()).contains("Nothing was changed.");
        Object lost = stack.rows("history", "select result_storage_path from stickers where origin = 'session' limit 1")
                .getFirst()
                .get("result_storage_path");
        Files.delete(object((String) lost));

        Ran replayed =
                stack.run("replay", "backfill-requests", "--group", "backfill", "--from", "beginning", "--run", run);

        assertThat(replayed.output())
                .contains("intact " + (OLD_SESSIONS - 1) + ", repaired 1")
                .doesNotContain("Nothing was changed");
        assertThat(object((String) lost)).isNotEmptyFile();
        assertThat(stack.run("backfill", "runs").output())
                .contains("backfill-requests")
                .contains(run);
    }

    @Test
    @Order(4)
    void aGroupIsMovedOnlyWhileItRests() throws Exception {
        Ran refused = stack.run("replay", "sticker-stored", "--group", "history", "--from", "beginning");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("is active").contains("./stickermill stop history");
        stack.run("stop", "history");
        String before =
                stack.rows("history", "select * from stickers order by id").toString();

        Ran dry = stack.run("replay", "sticker-stored", "--group", "history", "--from", "beginning", "--dry-run");
        assertThat(dry.output())
                .containsPattern("\\d+ records of sticker-stored")
                .contains("nothing is changed");
        Ran moved = stack.run("replay", "sticker-stored", "--group", "history", "--from", "beginning");
        assertThat(moved.exitCode()).as(moved.output()).isZero();
        assertThat(lag("history", "sticker-stored")).isGreaterThan(OLD_SESSIONS);
        Ran copied = stack.run(
                "replay", "sticker-delivered", "--group", "history", "--from", "beginning", "--to", "1000000");
        assertThat(copied.output()).containsPattern("[1-9]\\d* records lie in history.retry-5s");
        stack.run("start", "history");

        await("all read again")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> lag("history", "sticker-stored") == 0 && lag("history", "history.retry-5s") == 0);
        assertThat(stack.rows("history", "select * from stickers order by id").toString())
                .isEqualTo(before);
        assertThat(stack.run("topics").output()).contains("REPLAYED").contains("sticker-stored");
    }

    @Test
    @Order(5)
    void whoSendsToPeopleNeedsAWordMoreAndStillSendsNothingTwice() throws Exception {
        stack.run("stop", "delivery");
        // A group that was stopped in good order has no members at once.
        Ran refused = stack.run("replay", "sticker-ready", "--group", "delivery-telegram", "--from", "beginning");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("--send-again");

        Ran moved = stack.run(
                "replay", "sticker-ready", "--group", "delivery-telegram", "--from", "beginning", "--send-again");
        assertThat(moved.exitCode()).as(moved.output()).isZero();
        stack.run("start", "delivery");

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> lag("delivery-telegram", "sticker-ready") == 0);
        assertThat(stack.stickers(CHAT)).hasSize(1);
    }

    @Test
    @Order(6)
    void thePageShowsRunsAsTheyGo() throws Exception {
        oldSessions();
        stack.slow("file", Duration.ofMillis(400));
        try (Browser browser = Browser.open(profile)) {
            browser.size(1280, 900);
            browser.scheme("light");
            browser.driver().get(page());
            browser.awaitText("#runs .run", "sessions");
            browser.script("document.querySelector('details').open = true");
            browser.find("select[name=source]").sendKeys("sessions");
            browser.find("#dry-run").click();
            browser.awaitText("#found", "by_file_id");
            browser.find("#start .primary").click();
            browser.awaitText(".run:first-child .badge", "running");
            browser.awaitText(".run:first-child .counts", "stored");
            browser.awaitText(".run:first-child .figures", "left");
            browser.screenshot("backfill-1280-light");
            browser.find(".run:first-child .actions button").click();
            browser.awaitText(".run:first-child .badge", "paused");
            stack.noFaults();
            browser.find(".run:first-child .actions .primary").click();
            browser.awaitText(".run:first-child .badge", "finished");
            browser.script("document.querySelector('details').open = false");
            browser.size(390, 844);
            browser.scheme("dark");
            browser.screenshot("backfill-390-dark");
            assertThat((Boolean) browser.script(
                            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("nothing is wider than the window")
                    .isTrue();
            browser.find(".run:first-child .actions button:last-child").click();
            browser.awaitText("#report-body", "stored");
            browser.screenshot("backfill-report-390-dark");
            browser.driver().findElement(By.cssSelector("#report .primary")).click();

            browser.script("sessionStorage.clear()");
            browser.driver().get(page().replaceFirst("#.*", ""));
            assertThat(browser.find("#key-form").isDisplayed()).isTrue();
            assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                    .as("the console of the page")
                    .isEmpty();
        } finally {
            stack.noFaults();
        }
    }

    /** As an import brings them: a file id, and neither a path nor a row. */
    private static UUID oldSessions() throws Exception {
        UUID user = UUID.randomUUID();
        byte[] sticker = Files.readAllBytes(firstObject());
        stack.rows(
                "gateway",
                "insert into users (id, bot_id, telegram_id, language) values (?, ?, ?, 'en') returning id",
                user,
                stack.botId(),
                user.getMostSignificantBits() >>> 12);
        for (int i = 0; i < OLD_SESSIONS; i++) {
            String file = "old-" + user + "-" + i;
            stack.oldFile(file, sticker);
            stack.rows(
                    "gateway",
                    "insert into sessions (id, user_id, chat_id, state, last_sticker_file_id, env, created_at)"
                            + " values (gen_random_uuid(), ?, 77, 'closed', ?, 'prod', now() - interval '1 year')"
                            + " returning id",
                    user,
                    file);
        }
        return user;
    }

    private static List<String> paths() throws Exception {
        return stack
                .rows(
                        "history",
                        "select result_storage_path as path from stickers where chat_id = ? and result_storage_path is not null",
                        CHAT)
                .stream()
                .map(row -> (String) row.get("path"))
                .toList();
    }

    private static Path firstObject() throws Exception {
        return object(paths().getFirst());
    }

    /** The S3 server keeps each object as a file under its key. */
    private static Path object(String key) {
        return stack.home().resolve("s3/buckets/stickermill").resolve(key);
    }

    private static String started(Ran command) {
        Matcher named = RUN.matcher(command.output());
        assertThat(named.find()).as(command.output()).isTrue();
        return named.group(1);
    }

    private static JsonNode shown() throws Exception {
        return stack.api("backfill", "/v1/backfills/" + run);
    }

    private static long ended() throws Exception {
        return shown().path("ended").asLong();
    }

    private static int items(String reason) throws Exception {
        return shown().path("counts")
                .valueStream()
                .filter(count -> count.path("reason").asText().equals(reason))
                .mapToInt(count -> count.path("items").asInt())
                .sum();
    }

    private static String state() throws Exception {
        return shown().path("state").asText();
    }

    private static String page() throws Exception {
        Matcher address = Pattern.compile("As a page: (\\S+)")
                .matcher(stack.run("backfill", "runs").output());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    private static long lag(String group, String topic) throws Exception {
        Matcher line = Pattern.compile(
                        "(?m)^" + Pattern.quote(group) + " +\\S+ +\\d+ +" + Pattern.quote(topic) + " +(\\d+)$")
                .matcher(stack.run("topics").output());
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}

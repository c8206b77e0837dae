package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's page in a real browser, on a stack through which photos go. */
class ConsoleIT {

    private static final long CHAT = 7_171_717;
    private static final String HOSTILE = "<img src=x onerror=\"window.pwned = 1\"><script>window.pwned = 1</script>";

    @TempDir
    static Path profile;

    private static Stack stack;
    private static Browser browser;
    private static UUID job;

    @BeforeAll
    static void signInAndSendAPhoto() throws Exception {
        stack = Stack.shared();
        job = photo("cup-600.jpg");
        awaitState(job, "delivered");
        browser = Browser.open(profile);
        browser.size(1280, 900);
        browser.scheme("light");
        String address = stack.run("console", "--no-open").output().strip();
        browser.driver().get(address);
        browser.awaitText("#who", System.getProperty("user.name"));
        assertThat(browser.driver().getCurrentUrl())
                .as("the code does not stay in the address")
                .doesNotContain("code");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void thePipelineShowsServicesTopicsAndSteps() throws Exception {
        open("#/pipeline");
        browser.awaitText("[data-node=generation]", "1 of 1 ready");
        browser.awaitText("[data-node=sticker-ready]", "a minute");
        browser.awaitText("[data-page=pipeline]", "photo to sticker");
        browser.awaitText("#state", "live");

        pictures("console-pipeline");
    }

    @Test
    void aJobIsFoundByItsChatAndShownAsAWaterfallWithItsSticker() throws Exception {
        open("#/jobs?q=" + CHAT);
        browser.awaitText("td a", job.toString());
        pictures("console-jobs");

        open("#/jobs/" + job);
        browser.awaitText(".standing", "delivered");
        browser.awaitText(".waterfall", "wait for a maker");
        browser.awaitText(".waterfall", "upload");
        browser.wait(
                "the sticker's picture",
                () -> Boolean.TRUE.equals(
                        browser.script("return document.querySelector('img.sticker')?.naturalWidth > 100")));
        pictures("console-job");

        Stack.Ran command = stack.run("job", job.toString());
        assertThat(command.exitCode()).as(command.output()).isZero();
        assertThat(command.output()).contains("stands   delivered").contains("telegram_file_id");
        assertThat(stack.run("jobs", Long.toString(CHAT)).output()).contains(job.toString());
    }

    @Test
    void aTopicIsReadFromAnywhereWithItsPicturesAndItsSchemas() throws Exception {
        open("#/topics");
        browser.awaitText("td a", "sticker-ready");
        pictures("console-topics");

        open("#/topics/sticker-ready?from=beginning&key=" + CHAT);
        browser.awaitText("summary", "key " + CHAT);
        browser.find("[data-record] summary").click();
        browser.awaitText("dl", "job_id");
        browser.wait(
                "the record's picture",
                () -> Boolean.TRUE.equals(
                        browser.script("return document.querySelector('figure img')?.naturalWidth > 100")));
        browser.awaitText("summary", "Version 1");
        pictures("console-topic");

        open("#/topics/sticker-ready?from=end&text=nobody+says+this");
        browser.awaitText("h2", "0 records");
    }

    @Test
    void aStalledTelegramIsSeenOnThePipelineAndAClickNamesThePhotoThatWaits() throws Exception {
        stack.slow("sendSticker", Duration.ofSeconds(60));
        try {
            UUID stuck = photo("rocket-640.jpg");
            open("#/pipeline");
            browser.awaitText("[data-node=delivery-telegram][data-bad]", "delivery: send");
            browser.awaitText(".troubles a", "made and not delivered");
            pictures("console-stalled-pipeline");

            browser.script("[...document.querySelectorAll('.troubles a')]"
                    + ".find((a) => a.textContent.includes('made and not delivered')).click()");
            browser.awaitText("td a", stuck.toString());
        } finally {
            stack.noFaults();
        }
    }

    @Test
    void aDeadLetterIsReplayedAndSeenToSucceedAndAHostileOneIsDiscarded() throws Exception {
        ConsumerRecord<byte[], byte[]> delivered = delivered();
        letter(delivered.key(), delivered.value(), "the database was away");
        letter("7".getBytes(UTF_8), HOSTILE.getBytes(UTF_8), HOSTILE);
        open("#/dead-letters");
        browser.awaitText(".error", "the database was away");
        browser.awaitText(".error", "onerror");
        assertThat(browser.count("main img"))
                .as("what others wrote makes no elements")
                .isZero();
        pictures("console-letters");

        choose("the database was away");
        browser.find("#replay").click();
        browser.find("#ask-yes").click();
        browser.awaitText("p[data-letter]", "read by its group, and has not come back; its job: delivered");

        open("#/dead-letters");
        choose("onerror");
        browser.find("#discard").click();
        browser.find("#ask-yes").click();
        browser.awaitText("p[data-letter]", "discarded");
        browser.wait(
                "the letter is gone",
                () -> Boolean.FALSE.equals(
                        browser.script(
                                "return [...document.querySelectorAll('section .error')].some((e) => e.textContent.includes('onerror'))")));
        assertThat(browser.script("return window.pwned")).isNull();

        open("#/actions");
        browser.awaitText("td code", "dlt replay history.dlt");
        browser.awaitText("td code", "dlt discard history.dlt");
        browser.awaitText("td", System.getProperty("user.name"));
        pictures("console-actions");
    }

    @Test
    void aStoppedGroupReadsAgainAfterADryRunAndARunningOneDoesNot() throws Exception {
        String group = "console-it";
        TopicPartition partition =
                new TopicPartition("sticker-delivered", delivered().partition());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            long end = end(partition);
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(end)))
                    .all()
                    .get();
            open("#/groups");
            browser.awaitText("[data-group=" + group + "]", "empty");
            assertThat(browser.script("return document.querySelector('[data-group=history] td button').disabled"))
                    .as("a running group's place is not moved")
                    .isEqualTo(true);
            browser.script("document.querySelector('[data-group=history] details').open = true");
            pictures("console-groups");

            browser.find("[data-group=" + group + "] td button").click();
            browser.find("#ask-yes").click();
            browser.awaitText("#ask-title", end + " records would be read once more");
            assertThat(place(admin, group, partition)).as("a dry run").isEqualTo(end);
            browser.find("#ask-yes").click();
            browser.awaitText("#ask-title", "Done: " + end);
            assertThat(place(admin, group, partition)).isZero();
            browser.find("#ask-yes").click();
            admin.deleteConsumerGroups(List.of(group)).all().get();
        }
    }

    @Test
    void backfillsAreListedWithTheirReports() throws Exception {
        stack.run("backfill", "stickers", "--no-wait");
        open("#/backfills");
        browser.awaitText("[data-run]", "finished");
        browser.find("[data-run] button").click();
        browser.awaitText("#ask-body", "\"state\"");
        browser.find("#ask-yes").click();
        pictures("console-backfills");
    }

    @Test
    void picturesOfOtherPeoplesModelsAreListedWithWhatTheyCost() throws Exception {
        String ordered = stack.run(
                        "send",
                        Stack.photo("cup-600.jpg").toString(),
                        "--user",
                        Long.toString(CHAT),
                        "--style",
                        "toy-mirror")
                .output();
        open("#/generations");
        browser.awaitText("main td", "succeeded");
        browser.awaitText("main", "replicate toys/mirror");
        browser.awaitText("main h2", "Costs of two weeks");
        browser.wait(
                "the small picture, after " + ordered,
                () -> Boolean.TRUE.equals(
                        browser.script("return document.querySelector('img.thumbnail')?.naturalWidth > 100")));
        pictures("console-generations");

        open("#/generations?which=failed");
        browser.awaitText("main a[aria-current]", "Without a picture");
    }

    @Test
    void noSecretReachesThePage() throws Exception {
        JsonNode status = stack.status();
        List<String> secrets = List.of(
                status.path("access").path("api_key").asText(),
                status.path("emulator").path("token").asText());
        for (String view : List.of(
                "pipeline",
                "jobs",
                "waiting",
                "topics",
                "dead-letters",
                "groups",
                "backfills",
                "generations",
                "actions")) {
            String answer = String.valueOf(browser.driver()
                    .executeAsyncScript(
                            "fetch('/api/views/' + arguments[0]).then((r) => r.text()).then(arguments[1])", view));
            assertThat(answer).as(view).startsWith("{").doesNotContain("\"error\"");
            secrets.forEach(secret -> assertThat(answer).as(view).doesNotContain(secret));
        }
        assertThat(String.valueOf(browser.script("return document.cookie")))
                .as("no script reads the session")
                .doesNotContain("stickermill");
    }

    private static void open(String hash) {
        browser.script("location.hash = '#/'");
        browser.script("location.hash = arguments[0]", hash);
        browser.find("main > *");
    }

    private static void choose(String cause) {
        browser.wait(
                "the letters of " + cause,
                () -> browser.script(
                        "const box = [...document.querySelectorAll('section[data-topic]')]"
                                + ".find((s) => s.querySelector('.error').textContent.includes(arguments[0]))?.querySelector('label input');"
                                + " if (box && !box.checked) box.click(); return box;",
                        cause));
    }

    private static UUID photo(String name) throws Exception {
        int message = stack.user(CHAT).sendPhoto(Files.readAllBytes(Stack.photo(name)), Map.of());
        return Ids.jobOfMessage(stack.botId(), CHAT, message);
    }

    private static void awaitState(UUID id, String state) {
        Awaitility.await(id + " is " + state)
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> stack.job(id).path("status").asText().equals(state)
                        && stack.job(id).path("steps").findValuesAsText("name").contains("upload"));
    }

    /** The record that tells of the first photo's delivery. */
    private static ConsumerRecord<byte[], byte[]> delivered() throws Exception {
        String topic = Topics.STICKER_DELIVERED.name();
        try (var consumer = RawConsumer.at(stack.bootstrap())) {
            var partitions = RawConsumer.partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return Awaitility.await("the delivery of " + job)
                    .until(
                            () -> {
                                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                                    var header = record.headers().lastHeader("job_id");
                                    if (header != null && new String(header.value(), UTF_8).equals(job.toString())) {
                                        return record;
                                    }
                                }
                                return null;
                            },
                            found -> found != null);
        }
    }

    /** As history would have given it up. */
    private static void letter(byte[] key, byte[] value, String cause) throws Exception {
        ConsumerRecord<byte[], byte[]> origin = delivered();
        var record = new ProducerRecord<>("history.dlt", key, value);
        Map.of(
                        "job_id",
                        job.toString(),
                        GroupHeaders.TOPIC,
                        origin.topic(),
                        GroupHeaders.PARTITION,
                        Integer.toString(origin.partition()),
                        GroupHeaders.OFFSET,
                        Long.toString(origin.offset()),
                        GroupHeaders.TIMESTAMP,
                        Instant.now().toString(),
                        GroupHeaders.ATTEMPTS,
                        "12",
                        GroupHeaders.CAUSE,
                        cause,
                        GroupHeaders.STACK,
                        "java.lang.IllegalStateException: away\n\tat io.stickermill.Some.thing")
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static long end(TopicPartition partition) throws Exception {
        try (var consumer = RawConsumer.at(stack.bootstrap())) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    private static long place(Admin admin, String group, TopicPartition partition) throws Exception {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition)
                .offset();
    }

    private static void pictures(String name) throws Exception {
        for (int width : new int[] {1280, 390}) {
            browser.size(width, width == 390 ? 1400 : 900);
            for (String scheme : new String[] {"dark", "light"}) {
                browser.scheme(scheme);
                browser.screenshot(name + "-" + width + "-" + scheme);
            }
            assertThat(browser.script(
                            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("nothing of " + name + " is wider than " + width)
                    .isEqualTo(true);
        }
        browser.size(1280, 900);
    }
}

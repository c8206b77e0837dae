package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group has given up on, and its replay when the cause is mended, on the whole stack; attempts run out soon. */
class DeadLettersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SORRY = "Something broke on our side";
    private static final String AFTER_ALL = "Here it is after all";

    @TempDir
    static Path home;

    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.up(
                home,
                Map.of(
                        "stickermill.dispatcher.retry.in-place-retries", 1,
                        "stickermill.dispatcher.retry.retry-topics", 0));
    }

    @AfterAll
    static void down() {
        if (stack != null) {
            stack.close();
        }
    }

    @AfterEach
    void noFaults() throws Exception {
        stack.noFaults();
    }

    @Test
    void aStickerThatCouldNotBeSentComesByItsReplayAndOnce() throws Exception {
        stack.refuse("sendSticker", 401);
        UUID job = send(11, "en");
        String letter = awaitLetters("delivery-telegram.dlt", job, 1).getFirst();
        await("the job has ended").atMost(PATIENCE).until(() -> status(job).equals("failed"));
        await("the user knows").atMost(PATIENCE).until(() -> texts(11, SORRY) == 1);
        assertThat(Files.readString(home.resolve("logs/delivery.log")))
                .contains("./stickermill dlt replay delivery-telegram.dlt --id " + letter);
        assertThat(stack.metrics("delivery"))
                .containsPattern(
                        "stickermill_dispatcher_dead_letters_total\\{group=\"delivery-telegram\",topic=\"sticker-ready\"}");
        var shown = stack.run("dlt", "show", "delivery-telegram.dlt", "--id", letter);
        assertThat(shown.output())
                .contains("401 refused on purpose")
                .contains("\"job_id\" : \"" + job + "\"")
                .contains("./stickermill dlt replay delivery-telegram.dlt --id " + letter + " --home " + home);
        stack.noFaults();

        assertThat(replay("delivery-telegram.dlt", "--id", letter, "--dry-run").output())
                .contains("would replay " + letter);
        awaitHandled(ConsumerGroup.DELIVERY_TELEGRAM);
        assertThat(stack.stickers(11)).isEmpty();
        assertThat(replay("delivery-telegram.dlt", "--id", letter).exitCode()).isZero();

        await("the sticker").atMost(PATIENCE).until(() -> stack.stickers(11).size() == 1);
        await("and a word").atMost(PATIENCE).until(() -> texts(11, AFTER_ALL) == 1);
        await("history knows").atMost(PATIENCE).until(() -> status(job).equals("delivered"));
        await("the row, with its path")
                .atMost(PATIENCE)
                .until(() -> stack.rows(
                                        "history",
                                        "select 1 from stickers where job_id = ? and result_storage_path is not null",
                                        job)
                                .size()
                        == 1);
        assertThat(steps(job)).containsSubsequence("accepted", "replayed", "send");

        var second = replay("delivery-telegram.dlt", "--id", letter);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("already replayed").contains("--again");
        assertThat(replay("delivery-telegram.dlt", "--id", letter, "--again").exitCode())
                .isZero();
        awaitHandled(ConsumerGroup.DELIVERY_TELEGRAM);
        assertThat(stack.stickers(11)).as("twice replayed, once sent").hasSize(1);
        assertThat(texts(11, AFTER_ALL)).isEqualTo(1);
        assertThat(stack.rows(
                        "delivery",
                        "select unknown_outcomes from deliveries where job_id = ? and kind = 'sticker'",
                        job))
                .containsExactly(Map.of("unknown_outcomes", 0));
    }

    @Test
    void aPhotoThatGenerationGaveUpOnBecomesAStickerByItsReplay() throws Exception {
        stack.refuse("getFile", 500);
        UUID job = send(21, "ru");
        String letter = awaitLetters("generation.dlt", job, 1).getFirst();
        await("the user knows").atMost(PATIENCE).until(() -> texts(21, "У нас что-то сломалось") == 1);
        await("the job has ended").atMost(PATIENCE).until(() -> status(job).equals("failed"));

        // The cause is still there: it fails again, nobody is told twice, and there is a new letter.
        assertThat(replay("photo-requests", "--group", "generation", "--id", job.toString())
                        .exitCode())
                .isZero();
        List<String> both = awaitLetters("generation.dlt", job, 2);
        assertThat(both).contains(letter);
        stack.noFaults();
        assertThat(replay("generation.dlt", "--id", job.toString()).output())
                .contains("Replayed 1 of 1.")
                .contains("already replayed: 1");

        await("the sticker").atMost(PATIENCE).until(() -> stack.stickers(21).size() == 1);
        await("and a word in the user's language").atMost(PATIENCE).until(() -> texts(21, "Всё-таки получилось") == 1);
        await("history knows").atMost(PATIENCE).until(() -> status(job).equals("delivered"));
        assertThat(texts(21, "У нас что-то сломалось")).isEqualTo(1);
        await("the whole timeline")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(steps(job)).containsSubsequence("accepted", "replayed", "fetch", "cut_out", "send"));

        assertThat(replay("generation.dlt", "--id", job.toString(), "--again").exitCode())
                .isZero();
        awaitHandled(ConsumerGroup.GENERATION);
        assertThat(stack.stickers(21)).hasSize(1);
    }

    @Test
    void aFileThatCouldNotBeStoredIsStoredByItsReplay() throws Exception {
        assertThat(stack.run("stop", "s3").exitCode()).isZero();
        UUID job = send(31, "en");
        await("the user does not wait for storage")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(31).size() == 1);
        awaitLetters("delivery-storage.dlt", job, 1);
        await("delivered").atMost(PATIENCE).until(() -> status(job).equals("delivered"));
        assertThat(paths(job)).isZero();
        assertThat(stack.run("start", "s3").exitCode()).isZero();
        await("storage is back")
                .atMost(PATIENCE)
                .until(() -> stack.status()
                        .path("parts")
                        .valueStream()
                        .anyMatch(part -> part.path("name").asText().equals("s3")
                                && part.path("state").asText().equals("ready")));

        assertThat(replay("delivery-storage.dlt", "--id", job.toString()).exitCode())
                .isZero();

        await("the path").atMost(PATIENCE).until(() -> paths(job) == 1);
        assertThat(stack.stickers(31)).as("the replay went to storage alone").hasSize(1);
        assertThat(texts(31, AFTER_ALL)).isZero();
    }

    @Test
    void rowsThatHistoryAndTheGatewayCouldNotWriteAreWrittenByTheirReplays() throws Exception {
        stack.slow("sendSticker", Duration.ofSeconds(9));
        UUID job = send(41, "en");
        await("it is being sent, and stored")
                .atMost(PATIENCE)
                .until(() ->
                        !stack.rows("history", "select 1 from stored_objects where sticker_id = ?", Ids.sticker(job, 0))
                                        .isEmpty()
                                && !stack.rows(
                                                "gateway",
                                                "select 1 from sessions where early_sticker_id = ?",
                                                Ids.sticker(job, 0))
                                        .isEmpty());
        stack.execute("history", "alter table history.stickers rename to stickers_away");
        stack.execute("gateway", "alter table gateway.sessions rename to sessions_away");
        try {
            await().atMost(PATIENCE).until(() -> stack.stickers(41).size() == 1);
            awaitLetters("history.dlt", job, 1);
            awaitLetters("gateway-cache.dlt", job, 1);
            assertThat(stack.run("dlt", "show", "sticker-delivered", "--group", "history", "--id", job.toString())
                            .output())
                    .contains("where it failed")
                    .contains("at io.stickermill.history.");
        } finally {
            stack.execute("history", "alter table history.stickers_away rename to stickers");
            stack.execute("gateway", "alter table gateway.sessions_away rename to sessions");
        }

        assertThat(replay("history.dlt", "--id", job.toString()).output()).contains("Replayed 1 of 1.");
        assertThat(replay("gateway-cache.dlt", "--id", job.toString()).output()).contains("Replayed 1 of 1.");

        await("the row").atMost(PATIENCE).until(() -> paths(job) == 1);
        await("the job").atMost(PATIENCE).until(() -> status(job).equals("delivered"));
        await("the session")
                .atMost(PATIENCE)
                .until(() -> stack.rows(
                                        "gateway",
                                        "select 1 from sessions where last_sticker_id = ? and last_sticker_storage_path is not null",
                                        Ids.sticker(job, 0))
                                .size()
                        == 1);
        assertThat(steps(job)).as("the job itself was not replayed").doesNotContain("replayed");
        assertThat(stack.stickers(41)).hasSize(1);
    }

    @Test
    void poisonIsShownInHexAndReplayedToTheOneGroup() throws Exception {
        byte[] poison = {0, 127, 1, 2, 3, 9, 9};
        UUID job = UUID.randomUUID();
        // So that there is a chat in which to tell of it.
        stack.user(51).say("hello", "en");
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String topic : List.of("photo-requests", "sticker-ready", "sticker-delivered")) {
                var record = new ProducerRecord<>(topic, "51".getBytes(UTF_8), poison);
                record.headers()
                        .add("job_id", job.toString().getBytes(UTF_8))
                        .add("sticker_id", Ids.sticker(job, 0).toString().getBytes(UTF_8));
                producer.send(record).get();
            }
        }

        // One of photo-requests, and one of sticker-delivered.
        List<String> letters = awaitLetters("generation.dlt", job, 2);
        awaitLetters("delivery-telegram.dlt", job, 2);
        awaitLetters("delivery-storage.dlt", job, 1);
        awaitLetters("history.dlt", job, 2);
        awaitLetters("gateway-cache.dlt", job, 1);
        await("the user is told once").atMost(PATIENCE).until(() -> texts(51, SORRY) == 1);
        List<String> shown = new ArrayList<>();
        for (String letter : letters) {
            shown.add(stack.run("dlt", "show", "generation.dlt", "--id", letter).output());
        }
        assertThat(shown)
                .allMatch(output -> output.contains("00000000  00 7f 01 02 03 09 09"))
                .anyMatch(output -> output.contains("not a record of topic photo-requests"));

        assertThat(replay("photo-requests", "--group", "generation", "--id", job.toString())
                        .output())
                .contains("Replayed 1 of 1.");

        awaitLetters("generation.dlt", job, 3);
        assertThat(letters("history.dlt", job)).hasSize(2);
        assertThat(letters("delivery-telegram.dlt", job)).hasSize(2);
        assertThat(texts(51, SORRY)).isEqualTo(1);
    }

    /** At whatever moment the command comes, the user, the ledger and history agree on one end. */
    @Test
    void aCancelThatRacesWithAFailureHasOneEnd() throws Exception {
        stack.slow("getFile", Duration.ofSeconds(1));
        for (int i = 0; i < 8; i++) {
            long chat = 200L + i;
            UUID job = send(chat, "en", "no picture".getBytes(UTF_8));
            await("it is under way")
                    .atMost(PATIENCE)
                    .until(() -> !stack.rows("generation", "select 1 from generations where id = ?", job)
                            .isEmpty());
            Thread.sleep(150L * i);
            stack.user(chat).say("/cancel", "en");
            await("the answer to the command")
                    .atMost(PATIENCE)
                    .until(() ->
                            texts(chat, "Your photo is stopped.") + texts(chat, "There is nothing to cancel.") == 1);
            await("one end, the same for all").atMost(PATIENCE).untilAsserted(() -> {
                var ends = stack.rows("delivery", "select failure from deliveries where id = ?", Ids.sticker(job, 0));
                assertThat(ends).hasSize(1);
                Object failure = ends.getFirst().get("failure");
                boolean cancelled = "CANCELLED".equals(failure);
                assertThat(status(job)).isEqualTo(cancelled ? "cancelled" : "failed");
                assertThat(texts(chat, "I can't read")).isEqualTo(cancelled ? 0 : 1);
            });
        }
    }

    private static UUID send(long user, String language) throws Exception {
        return send(user, language, Files.readAllBytes(Stack.photo("cup-600.jpg")));
    }

    private static UUID send(long user, String language, byte[] photo) throws Exception {
        int message = stack.user(user).sendPhoto(photo, Map.of("as", "photo", "language", language));
        return Ids.jobOfMessage(stack.botId(), user, message);
    }

    private static Stack.Ran replay(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("dlt", "replay"));
        all.addAll(List.of(arguments));
        return stack.run(all.toArray(String[]::new));
    }

    private static List<String> awaitLetters(String topic, UUID job, int number) {
        List<String> found = new ArrayList<>();
        await(number + " letters of job " + job + " in " + topic)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    found.clear();
                    found.addAll(letters(topic, job));
                    return found.size() == number;
                });
        return found;
    }

    /** Their names, as the list has them. */
    private static List<String> letters(String topic, UUID job) throws Exception {
        Matcher row = Pattern.compile("(?m)^  (" + Pattern.quote(topic) + "-\\d+-\\d+) .* " + job + " ")
                .matcher(stack.run("dlt", "list", topic).output());
        return row.results().map(found -> found.group(1)).toList();
    }

    /** The group is done with what was replayed to it. */
    private static void awaitHandled(ConsumerGroup group) {
        String retryTopic = group.retryTopics().getFirst().name();
        await(retryTopic + " is done with")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Pattern.compile("(?m)^" + group.id() + " .* " + Pattern.quote(retryTopic) + " +0$")
                        .matcher(stack.run("topics").output())
                        .find());
    }

    private static String status(UUID job) throws Exception {
        return stack.job(job).path("status").asText();
    }

    private static List<String> steps(UUID job) throws Exception {
        return StreamSupport.stream(stack.job(job).path("steps").spliterator(), false)
                .map(step -> step.path("name").asText())
                .toList();
    }

    private static int paths(UUID job) throws Exception {
        return stack.rows("history", "select 1 from stickers where job_id = ? and result_storage_path is not null", job)
                .size();
    }

    private static long texts(long chat, String beginning) throws Exception {
        return stack.user(chat).fromBot().stream()
                .filter(message -> message.path("text").asText().startsWith(beginning))
                .count();
    }
}

package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Both roles on the real broker, registry, database and storage, and the Bot API emulator. */
@SpringBootTest(classes = DeliveryApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final AtomicLong USERS = new AtomicLong(100);

    private static String emulator;

    @Autowired
    private EventPublisher events;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ObjectStorage storage;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        Map<String, String> settings =
                LocalParts.shared(Set.of(PartKind.values())).springProperties("delivery");
        emulator = settings.get("stickermill.telegram.base-url");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.telegram.call-timeout", () -> "3s");
        registry.add("stickermill.delivery.lease", () -> "6s");
    }

    @AfterEach
    void noFaults() throws Exception {
        faults(List.of());
    }

    @Test
    void oneEventIsSentOnceAndStoredOnceHoweverOftenItComes() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        for (int i = 0; i < 3; i++) {
            chat.publish(ready);
        }

        awaitStickers(chat, 1);
        String key = StorageKeys.sticker(
                ready.getUserId(), ready.getSessionId(), ready.getRequestedAt(), ready.getStickerId());
        await().atMost(PATIENCE).until(() -> storage.size(key).isPresent());
        awaitState(ready, "done");
        // A later sticker of the same chat comes after all repetitions of the first.
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 2);
        assertThat(unknownOutcomes(ready)).isZero();
    }

    @Test
    void storageDoesNotWaitForTelegram() throws Exception {
        faults(List.of(Map.of("method", "sendSticker", "delay_ms", 2000)));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);

        await().atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from uploads where id = ? and state = 'done'")
                                .param(ready.getStickerId())
                                .query(Long.class)
                                .single()
                        == 1);
        assertThat(chat.user().fromBot()).as("stored, and not sent yet").noneMatch(message -> message.has("sticker"));
        awaitStickers(chat, 1);
    }

    @Test
    void tooManyRequestsIsObeyedAndNothingIsLost() throws Exception {
        faults(List.of(Map.of(
                "method",
                "sendSticker",
                "times",
                1,
                "action",
                "status",
                "status",
                429,
                "description",
                "Too Many Requests: retry after 1",
                "retry_after",
                1)));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);

        awaitStickers(chat, 1);
        assertThat(unknownOutcomes(ready)).isZero();
    }

    @Test
    void anAnswerThatNeverComesIsCountedAndSentAgain() throws Exception {
        faults(List.of(Map.of("method", "sendSticker", "times", 1, "action", "close_after")));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);

        awaitStickers(chat, 2);
        awaitState(ready, "done");
        assertThat(unknownOutcomes(ready)).isOne();
    }

    @Test
    void aUserWhoBlockedTheBotIsAnEndAndOthersGoOn() throws Exception {
        Chat blocked = chat();
        Chat other = chat();
        blocked.user().block(true);
        StickerReady ready = blocked.ready(Instant.now());

        blocked.publish(ready);
        other.publish(other.ready(Instant.now()));

        awaitStickers(other, 1);
        awaitState(ready, "failed");
        assertThat(failure(ready)).startsWith("BLOCKED");
    }

    @Test
    void aChatThatShutItsDoorIsNotTriedAgainUntilItAsks() throws Exception {
        Chat chat = chat();
        StickerReady asked = chat.ready(Instant.now());
        StickerReady askedToo = chat.ready(Instant.now());
        chat.user().block(true);
        chat.publish(asked);
        awaitState(asked, "failed");
        chat.user().block(false);

        chat.publish(askedToo);

        awaitState(askedToo, "failed");
        assertThat(failure(askedToo)).startsWith("BLOCKED").endsWith("(remembered)");
        chat.publish(chat.ready(Instant.now().plusMillis(1)));
        awaitStickers(chat, 1);
    }

    @Test
    void aGroupThatBecameASupergroupIsFollowed() throws Exception {
        long group = -USERS.incrementAndGet();
        long supergroup = -1_000_000_000_000L + group;
        Chat chat = new Chat(emulator, events, group);
        Chat.admin(emulator, "POST", "/admin/users/7/messages", Map.of("text", "hello", "chat_id", group));
        Chat.admin(emulator, "POST", "/admin/chats/" + group + "/upgrades", Map.of("to", supergroup));

        chat.publish(chat.ready(Instant.now()));
        chat.publish(chat.ready(Instant.now()));

        awaitStickers(new Chat(emulator, events, supergroup), 2);
    }

    @Test
    void aLongHoldIsNotKnockedAtAgainAndHoldsUpNobodyElse() throws Exception {
        Chat held = chat();
        Chat other = chat();
        faults(List.of(Map.of(
                "method", "sendSticker", "chat_id", held.id(), "action", "status", "status", 429, "retry_after", 40)));
        held.publish(held.ready(Instant.now()));
        await("the hold is known")
                .atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from limits.holds where chat_id = ?")
                                .param(held.id())
                                .query(Long.class)
                                .single()
                        == 1);

        held.publish(held.ready(Instant.now()));
        other.publish(other.ready(Instant.now()));

        awaitStickers(other, 1);
        await("both wait").atMost(PATIENCE).until(() -> givenBack(held) == 2);
        assertThat(Chat.calls(emulator, "sendSticker", held.id())).isOne();
    }

    @Test
    void aClosedStatusMessageThatCouldNotBeRemovedIsSweptUp() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.progressed(ready, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(chat).contains("2/7 Fetching the photo..."));
        faults(List.of(Map.of("method", "deleteMessage", "times", 1, "action", "close_before")));

        chat.publish(ready);

        awaitStickers(chat, 1);
        await("nothing but the sticker is left")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().size() == 1);
        assertThat(Chat.calls(emulator, "deleteMessage", chat.id())).isEqualTo(2);
    }

    @Test
    void anAlbumWhoseLastEndNobodySawIsClosed() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.progressed(ready, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(chat).contains("2/7 Fetching the photo..."));

        // As it is left behind when delivery dies right after the commit of the last photo's end.
        database.sql("insert into album_jobs (job_id, album_id, ended) values (?, ?, true)")
                .params(UUID.randomUUID(), ready.getJobId())
                .update();

        await("it goes").atMost(PATIENCE).until(() -> chat.user().fromBot().isEmpty());
    }

    @Test
    void anOldRecordSendsNothing() throws Exception {
        Chat chat = chat();
        StickerReady old = chat.ready(Instant.now().minus(25, ChronoUnit.HOURS));

        chat.publish(old);

        awaitState(old, "failed");
        assertThat(chat.user().fromBot()).noneMatch(message -> message.has("sticker"));
    }

    @Test
    void theStatusMessageRisesAndGoesWithTheSticker() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        chat.progressed(ready, 2);
        await("the message appears").atMost(PATIENCE).until(() -> texts(chat).contains("2/7 Fetching the photo..."));
        chat.progressed(ready, 4);
        await("it is edited").atMost(PATIENCE).until(() -> texts(chat).contains("4/7 Cutting out..."));
        chat.progressed(ready, 3);

        chat.publish(ready);

        awaitStickers(chat, 1);
        await("nothing but the sticker is left")
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().size() == 1);
        chat.progressed(ready, 6);
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 2);
        assertThat(texts(chat)).as("nothing is shown once it is closed").doesNotContain("6/7 Packing...");
    }

    @Test
    void aFailureIsToldOnceInTheUsersLanguage() throws Exception {
        Chat chat = chat();
        UUID jobId = UUID.randomUUID();
        var failed = GenerationFailed.newBuilder()
                .setJobId(jobId)
                .setChatId(chat.id())
                .setLanguage("ru")
                .setReason(GenerationFailure.TOO_SMALL)
                .setFailedAt(Instant.now())
                .build();

        events.publish(Topics.GENERATION_FAILED, chat.id(), jobId, null, failed);
        events.publish(Topics.GENERATION_FAILED, chat.id(), jobId, null, failed);

        await().atMost(PATIENCE).until(() -> texts(chat).contains("Картинка слишком маленькая для стикера."));
        chat.publish(chat.ready(Instant.now()));
        awaitStickers(chat, 1);
        assertThat(texts(chat)).containsOnlyOnce("Картинка слишком маленькая для стикера.");
    }

    private void awaitStickers(Chat chat, int number) {
        await(number + " stickers in chat " + chat.id())
                .atMost(PATIENCE)
                .until(() -> chat.user().fromBot().stream()
                                .filter(message -> message.has("sticker"))
                                .count()
                        == number);
    }

    private void awaitState(StickerReady ready, String state) {
        await(state)
                .atMost(PATIENCE)
                .until(() -> database.sql("select state from deliveries where id = ?")
                        .param(ready.getStickerId())
                        .query(String.class)
                        .optional()
                        .filter(state::equals)
                        .isPresent());
    }

    private String failure(StickerReady ready) {
        return database.sql("select failure from deliveries where id = ?")
                .param(ready.getStickerId())
                .query(String.class)
                .single();
    }

    /** Sends of a chat that have been tried and given back. */
    private long givenBack(Chat chat) {
        return database.sql("select count(*) from deliveries where id in (:ids) and state = 'free' and attempts = 1")
                .param("ids", chat.published())
                .query(Long.class)
                .single();
    }

    private int unknownOutcomes(StickerReady ready) {
        return database.sql("select unknown_outcomes from deliveries where id = ?")
                .param(ready.getStickerId())
                .query(Integer.class)
                .single();
    }

    private static List<String> texts(Chat chat) throws Exception {
        return chat.user().fromBot().stream()
                .map(message -> message.path("text").asText())
                .toList();
    }

    private Chat chat() throws Exception {
        return new Chat(emulator, events, USERS.incrementAndGet());
    }

    private static void faults(List<Map<String, Object>> faults) throws IOException, InterruptedException {
        Chat.admin(emulator, "PUT", "/admin/faults", faults);
    }
}

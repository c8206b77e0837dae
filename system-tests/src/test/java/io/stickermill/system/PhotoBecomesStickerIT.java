package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.schemas.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way, on the real parts, with the five services as five processes. */
class PhotoBecomesStickerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
    }

    @AfterEach
    void noFaults() throws Exception {
        stack.noFaults();
    }

    @Test
    void sendShowsTheProgressAndGivesASticker(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sticker.webp");
        // Slow enough for the status message to appear on a stack that has just started, and below the time-out of a
        // call.
        stack.slow("getFile", Duration.ofSeconds(6));

        var ran = stack.run("send", Stack.photo("cat-451.jpg").toString(), "-o", file.toString(), "--user", "4011");

        assertThat(ran.exitCode()).as(ran.output()).isZero();
        assertThat(ran.output())
                .contains("2/7 Fetching the photo...")
                .contains("(status message removed)")
                .contains("status: delivered")
                .contains("7 send")
                .contains("7 upload");
        byte[] webp = Files.readAllBytes(file);
        assertThat(new String(webp, 8, 4, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("WEBP");
        assertThat(ran.output()).containsPattern("sticker: (512 x \\d+|\\d+ x 512), \\d+ bytes");
    }

    @Test
    void theFileLiesInStorageAndTheRowCameAfterTheDelivery() throws Exception {
        UUID jobId = send(4021, "cup-600.jpg");
        JsonNode message = awaitOneSticker(4021);
        UUID stickerId = Ids.sticker(jobId, 0);
        await().atMost(PATIENCE)
                .until(() -> stack.stickersOf(userId(4021)).size() == 1
                        && stack.stickersOf(userId(4021)).get(0).has("link"));

        JsonNode listed = stack.stickersOf(userId(4021)).get(0);
        assertThat(listed.path("sticker_id").asText()).isEqualTo(stickerId.toString());
        assertThat(listed.path("telegram_file_id").asText())
                .isEqualTo(message.path("sticker").path("file_id").asText());
        assertThat(stack.fetch(listed.path("link").asText()))
                .hasSize(message.path("sticker").path("file_size").asInt());

        var rows = stack.rows("history", "select * from stickers where id = ?", stickerId);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().get("origin")).isEqualTo("live");
        assertThat(rows.getFirst().get("result_storage_path"))
                .asString()
                .matches("stickers/" + userId(4021) + "/" + Ids.session(jobId) + "/\\d+_" + stickerId + "\\.webp");
        assertThat((Timestamp) rows.getFirst().get("inserted_at"))
                .isAfterOrEqualTo((Timestamp) rows.getFirst().get("delivered_at"));
        await("the session shows it, too")
                .atMost(PATIENCE)
                .until(() -> stack.rows(
                                        "gateway",
                                        "select 1 from sessions where id = ? and last_sticker_id = ? and last_sticker_file_id = ?"
                                                + " and last_sticker_storage_path is not null",
                                        Ids.session(jobId),
                                        stickerId,
                                        message.path("sticker").path("file_id").asText())
                                .size()
                        == 1);
        assertThat(stack.user(4021).fromBot())
                .as("nothing but the sticker is left in the chat")
                .hasSize(1);
    }

    @Test
    void sendingAndUploadingRunSideBySide() throws Exception {
        stack.slow("sendSticker", Duration.ofSeconds(3));

        UUID jobId = send(4031, "cat-451.jpg");

        awaitOneSticker(4031);
        await().atMost(PATIENCE).until(() -> step(jobId, "send") != null && step(jobId, "upload") != null);
        JsonNode send = step(jobId, "send");
        JsonNode upload = step(jobId, "upload");
        Instant sendEnded = Instant.parse(send.path("started_at").asText())
                .plusMillis(send.path("work_ms").asLong());
        Instant uploadEnded = Instant.parse(upload.path("started_at").asText())
                .plusMillis(upload.path("work_ms").asLong());
        assertThat(Instant.parse(upload.path("started_at").asText())).isBefore(sendEnded);
        assertThat(uploadEnded).as("the upload did not wait for Telegram").isBefore(sendEnded);
    }

    /** Each at a moment at which the job is under way: its file is slow to come, or the send is about to begin. */
    @ParameterizedTest
    @CsvSource({
        "4041, gateway",
        "4042, generation",
        "4043, delivery",
        "4044, history",
        "4045, broker",
        "4046, postgres",
        "4047, s3"
    })
    void aKillInTheMiddleStillEndsInOneSticker(long user, String part) throws Exception {
        stack.slow("getFile", Duration.ofSeconds(2));
        UUID jobId = send(user, "cup-600.jpg");
        if (!part.equals("gateway")) {
            await().atMost(PATIENCE)
                    .until(() -> !stack.rows("generation", "select 1 from generations where id = ?", jobId)
                            .isEmpty());
        }

        stack.kill(part);

        awaitOneSticker(user);
        await("the row")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> stack.rows(
                                        "history",
                                        "select 1 from stickers where id = ? and result_storage_path is not null",
                                        Ids.sticker(jobId, 0))
                                .size()
                        == 1);
        await("all is ready again")
                .atMost(PATIENCE)
                .until(() -> stack.run("status").exitCode() == 0);
        assertThat(stack.stickers(user)).hasSize(1);
        assertThat(stack.rows(
                                "delivery",
                                "select attempts, unknown_outcomes from deliveries where id = ?",
                                Ids.sticker(jobId, 0))
                        .getFirst()
                        .get("unknown_outcomes"))
                .isEqualTo(0);
    }

    @Test
    void aFileThatIsNoImageIsRefusedInTheBotsWords(@TempDir Path folder) throws Exception {
        Path notAnImage = Files.writeString(folder.resolve("photo.jpg"), "this is no image, whatever its name says");

        var ran = stack.run("send", notAnImage.toString(), "--user", "4051");

        assertThat(ran.exitCode()).as(ran.output()).isEqualTo(1);
        assertThat(ran.output()).contains("The bot says: I can't read this");
        assertThat(ran.output()).contains("status: failed");
    }

    @Test
    void theOperatorHasTelegramMisbehave() throws Exception {
        assertThat(stack.run("fault").output()).contains("no faults are set");
        assertThat(stack.run("fault", "add", "sendSticker").output()).contains("--status, --instead or --delay");
        assertThat(stack.run("fault", "add", "sendSticker", "--status", "42").output())
                .contains("status must be from 400 to 599");
        stack.run("fault", "add", "sendSticker", "--chat", "4063", "--times", "1", "--status", "500");
        stack.run("fault", "add", "getMe", "--delay", "10");
        assertThat(stack.run("fault").output())
                .contains("sendSticker  chat_id 4063, times 1, action status, status 500")
                .contains("getMe  delay_ms 10");

        send(4063, "cup-600.jpg");
        awaitOneSticker(4063);

        assertThat(stack.run("fault").output())
                .as("it was sent at the second attempt")
                .contains("sendSticker  chat_id 4063, times 0");
        assertThat(stack.run("fault", "clear").output()).contains("no faults are set");
    }

    @Test
    void theWebhookOfTheLocalStackIsOneSwitch() throws Exception {
        Stack.Ran switched = stack.restart("gateway", Map.of("stickermill.updates", "webhook"), PATIENCE);
        try {
            assertThat(switched.exitCode()).as(switched.output()).isZero();
            stack.user(4064).say("/start", "en");
            await("answered").atMost(PATIENCE).until(() -> !texts(4064).isEmpty());
            assertThat(Files.readString(stack.home().resolve("logs/gateway.log")))
                    .contains("/telegram/webhook is registered");
        } finally {
            switched = stack.restart("gateway", Map.of(), PATIENCE);
        }
        assertThat(switched.exitCode()).as(switched.output()).isZero();
        stack.user(4064).say("/help", "en");
        await("answered by polling").atMost(PATIENCE).until(() -> texts(4064).size() > 1);
    }

    @Test
    void againMakesAnotherAndDeleteRemovesIt() throws Exception {
        UUID jobId = send(4061, "rocket-640.jpg");
        JsonNode first = awaitOneSticker(4061);

        stack.user(4061).press(first.path("message_id").asInt(), button(first, ButtonAction.ReadyMade.class));
        stack.user(4061).press(first.path("message_id").asInt(), button(first, ButtonAction.ReadyMade.class));
        await("a double tap is one job")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(4061).size() == 2);

        stack.user(4061).press(first.path("message_id").asInt(), button(first, ButtonAction.Delete.class));
        await("the message is gone")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(4061).size() == 1);
        await("the row is marked")
                .atMost(PATIENCE)
                .until(() -> stack.rows(
                                        "history",
                                        "select 1 from stickers where id = ? and deleted_at is not null",
                                        Ids.sticker(jobId, 0))
                                .size()
                        == 1);
    }

    @Test
    void commandsAreAnsweredInTheUsersLanguage() throws Exception {
        stack.user(4071).say("/start", "ru-RU");
        stack.user(4072).say("/help", "de");
        stack.user(4073).say("hello?", "en");

        await().atMost(PATIENCE).until(() -> texts(4071).contains("Привет! Пришлите фото, и я сделаю из него стикер."));
        await().atMost(PATIENCE)
                .until(() -> texts(4072).stream().anyMatch(text -> text.startsWith("Send me a photo, or")));
        await().atMost(PATIENCE).until(() -> texts(4073).contains("Send me a photo and I will make a sticker of it."));
    }

    @Test
    void everyStepCanBeReadFromTheTopics() throws Exception {
        UUID jobId = send(4081, "cup-600.jpg");
        awaitOneSticker(4081);

        for (String topic : List.of("photo-requests", "generation-progress", "sticker-ready", "sticker-delivered")) {
            await(topic).atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                var tail = stack.run("topics", "tail", topic, "--from", "beginning");
                assertThat(tail.exitCode()).as(tail.output()).isZero();
                assertThat(tail.output()).contains("\"job_id\":\"" + jobId + "\"");
            });
        }
        assertThat(stack.run("topics").output()).contains("sticker-ready").contains("delivery-telegram");
    }

    private static UUID send(long user, String photo) throws Exception {
        int messageId = stack.user(user).sendPhoto(Files.readAllBytes(Stack.photo(photo)), Map.of("as", "photo"));
        return Ids.jobOfMessage(stack.botId(), user, messageId);
    }

    private static UUID userId(long user) throws Exception {
        return Ids.user(stack.botId(), user);
    }

    private static JsonNode awaitOneSticker(long chat) throws Exception {
        await("a sticker in chat " + chat)
                .atMost(PATIENCE)
                .until(() -> stack.stickers(chat).size() == 1);
        return stack.stickers(chat).getFirst();
    }

    private static JsonNode step(UUID jobId, String name) throws Exception {
        for (JsonNode step : stack.job(jobId).path("steps")) {
            if (step.path("name").asText().equals(name)) {
                return step;
            }
        }
        return null;
    }

    private static List<String> texts(long chat) throws Exception {
        return stack.user(chat).fromBot().stream()
                .map(message -> message.path("text").asText())
                .toList();
    }

    private static String button(JsonNode message, Class<? extends ButtonAction> kind) {
        for (JsonNode button : message.path("reply_markup").findValues("callback_data")) {
            if (ButtonAction.parse(button.asText()).filter(kind::isInstance).isPresent()) {
                return button.asText();
            }
        }
        throw new AssertionError("no button " + kind.getSimpleName());
    }
}

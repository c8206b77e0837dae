package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several photos at once, and people who change their minds. */
class AlbumIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Stack stack;
    private static byte[] photo;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
    }

    @AfterEach
    void noFaults() throws Exception {
        stack.noFaults();
    }

    @Test
    void anAlbumIsOneSessionWithOneStatusMessageAndItsStickersInOrder() throws Exception {
        stack.slow("getFile", Duration.ofSeconds(1));
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, String> album = new HashMap<>(Map.of("as", "photo", "media_group_id", "777"));
            if (i == 0 || i == 4) {
                album.put("caption", "caption" + i);
            }
            sent.add(stack.user(21).sendPhoto(photo, album));
        }

        await("the one status message counts")
                .atMost(PATIENCE)
                .until(() -> texts(21).stream().anyMatch(text -> text.matches("[1-4] of 5 ready...")));
        assertThat(texts(21)).as("one message for all of them").hasSize(1);
        await("all stickers").atMost(PATIENCE).until(() -> stack.stickers(21).size() == 5);
        await("the status message goes").atMost(PATIENCE).until(() -> texts(21).isEmpty());

        assertThat(stack.stickers(21).stream()
                        .map(sticker -> sticker.path("reply_to_message")
                                .path("message_id")
                                .asInt()))
                .isEqualTo(sent);
        var requests = stack.rows(
                "gateway",
                "select distinct session_id, (select count(*) from photo_requests where chat_id = 21) as photos,"
                        + " (select string_agg(sticker_text, ',' order by message_id) from photo_requests"
                        + " where chat_id = 21) as captions from photo_requests where chat_id = 21");
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().get("session_id"))
                .isEqualTo(Ids.session(Ids.jobOfMessage(stack.botId(), 21, sent.getFirst())));
        assertThat(requests.getFirst().get("photos")).isEqualTo(5L);
        assertThat(requests.getFirst().get("captions"))
                .as("the first photo's is the album's, the last has its own")
                .isEqualTo("caption0,caption0,caption0,caption0,caption4");
    }

    @Test
    void cancelStopsWhatRunsAndTheJobEndsAsCancelledForAll() throws Exception {
        // Long enough for a stack that has just started to show the status, and below the call's time-out.
        stack.slow("getFile", Duration.ofSeconds(10));
        UUID job = Ids.jobOfMessage(stack.botId(), 31, stack.user(31).sendPhoto(photo, Map.of("as", "photo")));
        await("its status message").atMost(PATIENCE).until(() -> texts(31).size() == 1);

        stack.user(31).say("/cancel", "en");

        await("the user is told")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(31))
                        .anySatisfy(text -> assertThat(text).startsWith("Your photo is stopped.")));
        await("history knows")
                .atMost(PATIENCE)
                .until(() -> "cancelled".equals(stack.job(job).path("status").asText()));
        await("the status message goes").atMost(PATIENCE).until(() -> texts(31).size() == 1);
        await("generation drops it")
                .atMost(PATIENCE)
                .until(() -> stack.rows(
                                        "generation",
                                        "select 1 from generations where id = ? and failure = 'CANCELLED'",
                                        job)
                                .size()
                        == 1);
        assertThat(stack.stickers(31)).isEmpty();
        stack.user(31).say("/cancel", "en");
        await().atMost(PATIENCE).until(() -> texts(31).contains("There is nothing to cancel."));
    }

    @Test
    void theButtonOfAnAlbumStopsAllOfItForItsOwnerOnly() throws Exception {
        stack.slow("getFile", Duration.ofSeconds(8));
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            jobs.add(Ids.jobOfMessage(
                    stack.botId(),
                    35,
                    stack.user(35).sendPhoto(photo, Map.of("as", "photo", "media_group_id", "888"))));
        }
        await("the album's status message")
                .atMost(PATIENCE)
                .until(() -> !keyboards(35).isEmpty());
        JsonNode status = keyboards(35).getFirst();
        String data = status.path("reply_markup")
                .path("inline_keyboard")
                .path(0)
                .path(0)
                .path("callback_data")
                .asText();
        int othersMessage = stack.user(36).sendPhoto(photo, Map.of("as", "photo"));

        String stranger = stack.user(36).press(othersMessage, data);
        await("a stranger is told")
                .atMost(PATIENCE)
                .until(() -> stack.callback(stranger).path("text").asText().contains("somebody else"));
        String owner = stack.user(35).press(status.path("message_id").asInt(), data);
        await("the owner is answered")
                .atMost(PATIENCE)
                .until(() -> stack.callback(owner).path("text").asText().equals("Stopping it."));

        for (UUID job : jobs) {
            await("each of them is cancelled")
                    .atMost(PATIENCE)
                    .until(() ->
                            "cancelled".equals(stack.job(job).path("status").asText()));
        }
        await("the status message goes").atMost(PATIENCE).until(() -> texts(35).isEmpty());
        assertThat(stack.stickers(35)).isEmpty();
    }

    /** At whatever moment the command comes, all see the same end. */
    @Test
    void aCancelThatRacesWithTheSendHasOneEnd() throws Exception {
        for (int i = 0; i < 8; i++) {
            long chat = 100L + i;
            UUID job = Ids.jobOfMessage(stack.botId(), chat, stack.user(chat).sendPhoto(photo, Map.of("as", "photo")));
            Thread.sleep(150L * i);
            stack.user(chat).say("/cancel", "en");
            await("an end").atMost(PATIENCE).until(() -> ended(stack.job(job)));
            await("what the chat shows fits the job's end").atMost(PATIENCE).untilAsserted(() -> {
                boolean delivered = stack.job(job).path("status").asText().equals("delivered");
                assertThat(stack.stickers(chat)).hasSize(delivered ? 1 : 0);
                assertThat(stack.rows("delivery", "select state from deliveries where id = ?", Ids.sticker(job, 0))
                                .getFirst()
                                .get("state"))
                        .isEqualTo(delivered ? "done" : "failed");
                assertThat(stack.rows("history", "select 1 from stickers where job_id = ?", job))
                        .hasSize(delivered ? 1 : 0);
            });
        }
    }

    @Test
    void privacyIsAnsweredWithTheFiguresInForce() throws Exception {
        stack.user(41).say("/privacy", "en");
        stack.user(42).say("/privacy", "ru");

        await().atMost(PATIENCE).until(() -> texts(41).stream().anyMatch(text -> text.contains("72 h; without")));
        // A week, and what Kafka removes only with its neighbours.
        String days = Topics.longestStay().toDays() + " дн.";
        await().atMost(PATIENCE).until(() -> texts(42).stream().anyMatch(text -> text.contains(days)));
    }

    private static boolean ended(JsonNode job) {
        return List.of("delivered", "failed", "cancelled")
                .contains(job.path("status").asText());
    }

    private static List<JsonNode> keyboards(long chat) throws Exception {
        return stack.user(chat).fromBot().stream()
                .filter(message -> message.has("reply_markup"))
                .toList();
    }

    private static List<String> texts(long chat) throws Exception {
        return stack.user(chat).fromBot().stream()
                .filter(message -> message.has("text"))
                .map(message -> message.path("text").asText())
                .toList();
    }
}

package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One person sends more than anybody can work on, with Telegram's limits as they are; and what the operator can do about it.
 */
class FloodIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FLOOD = 30;

    private static Stack stack;
    private static byte[] photo;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        stack.withTelegramsLimits();
        photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
    }

    @AfterAll
    static void down() throws Exception {
        stack.withoutTelegramsLimits();
    }

    @AfterEach
    void noFaults() throws Exception {
        stack.noFaults();
    }

    @Test
    void aBacklogHoldsUpNobodyElseAndSurvivesAKill() throws Exception {
        stack.slow("getFile", Duration.ofSeconds(3));
        List<Integer> sent = flood(6451);
        await("the backlog is stored, and its records are done with")
                .atMost(PATIENCE)
                .until(() -> waiting(6451) > FLOOD / 2);
        await("the next ones are told their place")
                .atMost(PATIENCE)
                .until(() -> texts(6451).stream()
                        .anyMatch(text -> text.matches("1/7 In line, (one photo|[23] photos) before it.*")));
        assertThat(texts(6451).stream().filter(text -> text.startsWith("1/7 In line")))
                .as("no flood of messages")
                .hasSizeLessThan(8);

        stack.user(6452).sendPhoto(photo, Map.of("as", "photo"));
        await("somebody else's sticker")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(6452).size() == 1);
        assertThat(waiting(6451)).as("comes before the backlog is done").isPositive();

        stack.noFaults();
        stack.kill("generation");
        await("all of them")
                .atMost(PATIENCE.multipliedBy(3))
                .until(() -> stack.stickers(6451).size() >= FLOOD);
        assertThat(stack.stickers(6451).stream()
                        .map(sticker -> sticker.path("reply_to_message")
                                .path("message_id")
                                .asInt()))
                .as("each once, in the order of the photos")
                .isEqualTo(sent);
        await("no status message stays")
                .atMost(PATIENCE)
                .until(() -> texts(6451).isEmpty());
    }

    @Test
    void cancelEmptiesTheQueue() throws Exception {
        stack.slow("getFile", Duration.ofSeconds(3));
        flood(6461);
        await().atMost(PATIENCE).until(() -> waiting(6461) > FLOOD / 2);

        stack.user(6461).say("/cancel", "en");

        await().atMost(PATIENCE)
                .until(() -> texts(6461).stream().anyMatch(text -> text.contains("stopped. What was being sent")));
        await("nothing waits").atMost(PATIENCE).until(() -> waiting(6461) == 0);
        await("every job has ended, one way").atMost(PATIENCE).untilAsserted(() -> {
            var states = stack.rows(
                    "history",
                    "select count(*) filter (where state = 'delivered') as delivered,"
                            + " count(*) filter (where state = 'cancelled') as cancelled from jobs where chat_id = 6461");
            assertThat(states.getFirst().get("delivered"))
                    .isEqualTo((long) stack.stickers(6461).size());
            assertThat((long) states.getFirst().get("delivered")
                            + (long) states.getFirst().get("cancelled"))
                    .isEqualTo(FLOOD);
        });
        await("no status message stays")
                .atMost(PATIENCE)
                .until(() -> texts(6461).size() == 1);
    }

    @Test
    void theOperatorPausesBlocksAndLimitsAtOnceAndPeopleAreToldOnce() throws Exception {
        assertThat(stack.run("intake", "pause").output()).contains("paused");
        for (int i = 0; i < 3; i++) {
            stack.user(6471).sendPhoto(photo, Map.of("as", "photo"));
        }
        await("told").atMost(PATIENCE).until(() -> texts(6471).stream().anyMatch(text -> text.contains("a break")));
        assertThat(stack.run("intake", "resume").output()).contains("Photos are taken.");
        stack.run("intake", "block", "6472");
        stack.run("intake", "quota", "1", "--user", "6473");

        stack.user(6471).sendPhoto(photo, Map.of("as", "photo"));
        stack.user(6472).sendPhoto(photo, Map.of("as", "photo"));
        stack.user(6473).sendPhoto(photo, Map.of("as", "photo"));
        stack.user(6473).sendPhoto(photo, Map.of("as", "photo"));

        await("taken again").atMost(PATIENCE).until(() -> stack.stickers(6471).size() == 1);
        await("one a day")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(6473).size() == 1 && !texts(6473).isEmpty());
        await("told").atMost(PATIENCE).until(() -> texts(6472).size() == 1);
        assertThat(texts(6471).stream().filter(text -> text.contains("a break")))
                .hasSize(1);
        assertThat(stack.stickers(6472)).isEmpty();
        assertThat(stack.run("intake").output()).contains("Blocked: [6472]", "user 6473: 1 a day");
        stack.run("intake", "unblock", "6472");
        stack.user(6472).sendPhoto(photo, Map.of("as", "photo"));
        await().atMost(PATIENCE).until(() -> stack.stickers(6472).size() == 1);
    }

    private static List<Integer> flood(long chat) throws Exception {
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            sent.add(stack.user(chat).sendPhoto(photo, Map.of("as", "photo")));
        }
        return sent;
    }

    private static long waiting(long chat) throws Exception {
        return (long) stack.rows(
                        "generation",
                        "select count(*) as waiting from generations where chat_id = ? and state = 'waiting'",
                        chat)
                .getFirst()
                .get("waiting");
    }

    private static List<String> texts(long chat) throws Exception {
        return stack.user(chat).fromBot().stream()
                .filter(message -> message.has("text"))
                .map(message -> message.path("text").asText())
                .toList();
    }
}

package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One person sends more than anybody can work on, with Telegram's limits as they are; and what the operator can do about it.
 */
class FloodIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FLOOD = 30;

    @TempDir
    static Path home;

    private static Stack stack;
    private static byte[] photo;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.up(home);
        photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
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
    void aBacklogHoldsUpNobodyElseAndSurvivesAKill() throws Exception {
        List<Integer> sent = flood(51);
        await("the backlog is stored, and its records are done with")
                .atMost(PATIENCE)
                .until(() -> waiting(51) > FLOOD / 2);
        await("the next ones are told their place")
                .atMost(PATIENCE)
                .until(() -> texts(51).stream()
                        .anyMatch(text -> text.matches("1/7 In line, (one photo|[23] photos) before it.*")));
        assertThat(texts(51).stream().filter(text -> text.startsWith("1/7 In line")))
                .as("no flood of messages")
                .hasSizeLessThan(8);

        stack.user(52).sendPhoto(photo, Map.of("as", "photo"));
        await("somebody else's sticker")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(52).size() == 1);
        assertThat(waiting(51)).as("comes before the backlog is done").isPositive();

        stack.kill("generation");
        await("all of them")
                .atMost(PATIENCE.multipliedBy(3))
                .until(() -> stack.stickers(51).size() >= FLOOD);
        assertThat(stack.stickers(51).stream()
                        .map(sticker -> sticker.path("reply_to_message")
                                .path("message_id")
                                .asInt()))
                .as("each once, in the order of the photos")
                .isEqualTo(sent);
        await("no status message stays").atMost(PATIENCE).until(() -> texts(51).isEmpty());
    }

    @Test
    void cancelEmptiesTheQueue() throws Exception {
        stack.slow("getFile", Duration.ofSeconds(3));
        flood(61);
        await().atMost(PATIENCE).until(() -> waiting(61) > FLOOD / 2);

        stack.user(61).say("/cancel", "en");

        await().atMost(PATIENCE)
                .until(() -> texts(61).stream().anyMatch(text -> text.contains("stopped. What was being sent")));
        await("nothing waits").atMost(PATIENCE).until(() -> waiting(61) == 0);
        await("every job has ended, one way").atMost(PATIENCE).untilAsserted(() -> {
            var states = stack.rows(
                    "history",
                    "select count(*) filter (where state = 'delivered') as delivered,"
                            + " count(*) filter (where state = 'cancelled') as cancelled from jobs where chat_id = 61");
            assertThat(states.getFirst().get("delivered"))
                    .isEqualTo((long) stack.stickers(61).size());
            assertThat((long) states.getFirst().get("delivered")
                            + (long) states.getFirst().get("cancelled"))
                    .isEqualTo(FLOOD);
        });
        await("no status message stays").atMost(PATIENCE).until(() -> texts(61).size() == 1);
    }

    @Test
    void theOperatorPausesBlocksAndLimitsAtOnceAndPeopleAreToldOnce() throws Exception {
        assertThat(stack.run("intake", "pause").output()).contains("paused");
        for (int i = 0; i < 3; i++) {
            stack.user(71).sendPhoto(photo, Map.of("as", "photo"));
        }
        await("told").atMost(PATIENCE).until(() -> texts(71).stream().anyMatch(text -> text.contains("a break")));
        assertThat(stack.run("intake", "resume").output()).contains("Photos are taken.");
        stack.run("intake", "block", "72");
        stack.run("intake", "quota", "1", "--user", "73");

        stack.user(71).sendPhoto(photo, Map.of("as", "photo"));
        stack.user(72).sendPhoto(photo, Map.of("as", "photo"));
        stack.user(73).sendPhoto(photo, Map.of("as", "photo"));
        stack.user(73).sendPhoto(photo, Map.of("as", "photo"));

        await("taken again").atMost(PATIENCE).until(() -> stack.stickers(71).size() == 1);
        await("one a day")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(73).size() == 1 && !texts(73).isEmpty());
        await("told").atMost(PATIENCE).until(() -> texts(72).size() == 1);
        assertThat(texts(71).stream().filter(text -> text.contains("a break"))).hasSize(1);
        assertThat(stack.stickers(72)).isEmpty();
        assertThat(stack.run("intake").output()).contains("Blocked: [72]", "user 73: 1 a day");
        stack.run("intake", "unblock", "72");
        stack.user(72).sendPhoto(photo, Map.of("as", "photo"));
        await().atMost(PATIENCE).until(() -> stack.stickers(72).size() == 1);
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

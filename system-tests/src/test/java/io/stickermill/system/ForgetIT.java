package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.ForgetAction;
import io.stickermill.schemas.Ids;
import io.stickermill.system.Stack.Ran;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One of three people is forgotten while the others go on, and nothing brings them back. */
class ForgetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long ANN = 73_900_001;
    private static final long BOB = 73_900_002;
    private static final long CAT = 73_900_003;
    private static final String WORD = "quokka";

    private static Stack stack;
    private static byte[] photo;

    private final AtomicInteger asked = new AtomicInteger();

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
    }

    @Test
    void aForgottenPersonIsGoneAndTheOthersLoseNothing() throws Exception {
        for (long person : List.of(ANN, BOB, CAT)) {
            send(person, WORD + " of " + person);
        }
        for (long person : List.of(ANN, BOB, CAT)) {
            await("a sticker")
                    .atMost(PATIENCE)
                    .until(() -> stack.stickers(person).size() == 1);
        }
        for (long person : List.of(ANN, BOB)) {
            press(person, stack.stickers(person).getFirst(), ButtonAction.AddToSet.class);
            await("a set").atMost(PATIENCE).until(() -> stack.setsOf(person).size() == 1);
        }
        stack.user(ANN).say("/my", "en");
        await("the gallery").atMost(PATIENCE).until(() -> stack.stickers(ANN).size() == 2);
        String file =
                stack.stickers(ANN).getFirst().path("sticker").path("file_id").asText();
        await("all of it is known")
                .atMost(PATIENCE)
                .until(() -> !stack.rows(
                                "history",
                                "select 1 from stickers where user_id = ? and stored_at is not null",
                                user(ANN))
                        .isEmpty());
        assertThat(stack.offeredInline(ANN, WORD)).containsExactly(file);
        assertThat(stack.offeredInline(ANN, "no such word")).isEmpty();
        Ran before = audit(ANN, file);
        assertThat(before.exitCode()).as(before.output()).isEqualTo(1);
        assertThat(before.output())
                .as("the audit finds who is there")
                .contains(
                        "gateway.photo_requests",
                        "generation.generations",
                        "delivery.deliveries",
                        "delivery.sticker_sets")
                .contains("history.stickers", "objects under stickers/");

        AtomicBoolean traffic = new AtomicBoolean(true);
        Thread others = Thread.ofVirtual().start(() -> goOn(traffic));
        // Waiting jobs of theirs, and one that is being made.
        for (int i = 0; i < 3; i++) {
            stack.user(ANN).sendPhoto(photo, Map.of("as", "photo"));
        }
        stack.user(ANN).say("/forget", "en");
        JsonNode question = awaitText(ANN, "can't be undone");
        pressForget(question, ForgetAction.Kind.YES);
        await("it is asked once more")
                .atMost(PATIENCE)
                .until(() -> data(message(ANN, question))
                        .contains(new ForgetAction(ForgetAction.Kind.SURE, true).callbackData()));
        pressForget(question, ForgetAction.Kind.SURE);
        await("it is begun").atMost(PATIENCE).until(() -> open().size() == 1);
        stack.kill("history");
        stack.user(ANN).say("hello?", "en");

        awaitText(ANN, "You are forgotten");
        traffic.set(false);
        others.join();

        Ran audit = audit(ANN, file);
        assertThat(audit.exitCode()).as(audit.output()).isZero();
        assertThat(stack.offeredInline(ANN, "")).isEmpty();
        assertThat(stack.setsOf(ANN)).isEmpty();
        assertThat(stack.user(ANN).fromBot())
                .as("only what was said of it is left in the chat")
                .allSatisfy(message ->
                        assertThat(message.path("text").asText()).containsAnyOf("forgotten", "just forgetting"));
        assertThat(stack.run("forget", "show").output()).contains("done").doesNotContain("waits for");

        assertThat(stack.setsOf(BOB)).hasSize(1);
        await("whatever the others asked for has come")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(BOB).size() + stack.stickers(CAT).size() == asked.get() - 1);
        await("and is known")
                .atMost(PATIENCE)
                .until(() -> Stream.of(BOB, CAT).mapToInt(ForgetIT::stored).sum() == asked.get() - 1);

        stack.run("stop", "history");
        Ran replay = stack.run("replay", "sticker-delivered", "--group", "history", "--from", "beginning");
        assertThat(replay.exitCode()).as(replay.output()).isZero();
        assertThat(stack.run("start", "history").exitCode()).isZero();
        Ran verified = stack.run("history", "rebuild", "--verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        Ran again = stack.run("forget", Long.toString(ANN));
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("Nothing of them is left").doesNotContainPattern("stickers +[1-9]");

        send(ANN, "back");
        await("whoever comes back is somebody new")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(ANN).size() == 1);
        await("and their sticker is kept").atMost(PATIENCE).until(() -> stored(ANN) == 1);
    }

    /** The others send photos all the time. */
    private void goOn(AtomicBoolean traffic) {
        try {
            while (traffic.get()) {
                send(BOB, "more");
                send(CAT, "more");
                Thread.sleep(1_500);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(long person, String caption) throws Exception {
        stack.user(person).sendPhoto(photo, Map.of("as", "photo", "caption", caption));
        asked.incrementAndGet();
    }

    private static Ran audit(long person, String file) throws InterruptedException {
        return stack.run("forget", "audit", Long.toString(person), "--word", WORD + " of " + person, "--word", file);
    }

    private static List<Map<String, Object>> open() throws Exception {
        return stack.rows("gateway", "select id from forgets where ended_at is null");
    }

    private static int stored(long person) {
        try {
            return stack.rows(
                            "history",
                            "select 1 from stickers where user_id = ? and stored_at is not null",
                            user(person))
                    .size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID user(long person) {
        try {
            return Ids.user(stack.botId(), person);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void press(long person, JsonNode message, Class<? extends ButtonAction> action) throws Exception {
        String data = data(message).stream()
                .filter(each ->
                        ButtonAction.parse(each).filter(action::isInstance).isPresent())
                .findFirst()
                .orElseThrow();
        stack.user(person).press(message.path("message_id").asInt(), data);
    }

    /** Also their sets. */
    private static void pressForget(JsonNode question, ForgetAction.Kind kind) throws Exception {
        stack.user(ANN).press(question.path("message_id").asInt(), new ForgetAction(kind, true).callbackData());
    }

    private static List<String> data(JsonNode message) {
        return message.path("reply_markup")
                .path("inline_keyboard")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(button -> button.path("callback_data").asText())
                .toList();
    }

    private static JsonNode message(long person, JsonNode like) throws Exception {
        return stack.user(person).fromBot().stream()
                .filter(message -> message.path("message_id").equals(like.path("message_id")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode awaitText(long person, String part) throws Exception {
        await(part)
                .atMost(Duration.ofMinutes(3))
                .until(() -> said(person, part).findFirst().isPresent());
        return said(person, part).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> said(long person, String part) throws Exception {
        return stack.user(person).fromBot().stream()
                .filter(message -> message.path("text").asText().contains(part));
    }
}

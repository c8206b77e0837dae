package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ChatByChatTest {

    private final List<Integer> taken = new CopyOnWriteArrayList<>();

    @Test
    void aChatWaitsForNoOther() {
        CountDownLatch otherChat = new CountDownLatch(1);

        List<CompletableFuture<?>> published = ChatByChat.take(List.of(message(1, 7), message(2, 8)), update -> {
            if (id(update) == 1) {
                assertThat(await(otherChat, Duration.ofSeconds(10))).isTrue();
            } else {
                otherChat.countDown();
            }
            return CompletableFuture.completedFuture(id(update));
        });

        assertThat(published.stream().map(CompletableFuture::join).toList()).isEqualTo(List.of(1, 2));
    }

    @Test
    void withinAChatTheyKeepTheirOrderWhateverTheyAreAndEvenIfOneFails() {
        CountDownLatch second = new CountDownLatch(1);
        AtomicBoolean overtaken = new AtomicBoolean();
        List<JsonElement> updates = List.of(message(1, 7), button(2, 7), message(3, 7), nothing(4), nothing(5));

        List<CompletableFuture<?>> published = ChatByChat.take(updates, update -> {
            if (id(update) == 1) {
                // Time enough for the next one to begin, if it could.
                overtaken.set(await(second, Duration.ofMillis(300)));
            } else if (id(update) == 2) {
                second.countDown();
            }
            taken.add(id(update));
            return id(update) == 1
                    ? CompletableFuture.failedFuture(new IllegalStateException("no Kafka"))
                    : CompletableFuture.completedFuture(null);
        });

        assertThat(published.get(0)).failsWithin(10, TimeUnit.SECONDS);
        published.subList(1, 5).forEach(CompletableFuture::join);
        assertThat(overtaken).isFalse();
        assertThat(taken.stream().filter(id -> id <= 3)).containsExactly(1, 2, 3);
        assertThat(taken.stream().filter(id -> id > 3)).containsExactly(4, 5);
    }

    private static JsonElement message(int id, long chat) {
        return JsonParser.parseString("{\"update_id\": %d, \"message\": {\"chat\": {\"id\": %d}}}".formatted(id, chat));
    }

    private static JsonElement button(int id, long chat) {
        return JsonParser.parseString(
                "{\"update_id\": %d, \"callback_query\": {\"message\": {\"chat\": {\"id\": %d}}}}".formatted(id, chat));
    }

    private static JsonElement nothing(int id) {
        return JsonParser.parseString("{\"update_id\": %d, \"message\": 3}".formatted(id));
    }

    private static int id(JsonElement update) {
        return update.getAsJsonObject().get("update_id").getAsInt();
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

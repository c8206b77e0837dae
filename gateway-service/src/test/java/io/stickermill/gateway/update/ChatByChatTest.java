package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.telegram.RawUpdate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    void withinAChatEachWaitsUntilKafkaHasWhatTheOneBeforeAsksFor() {
        List<RawUpdate> updates = List.of(message(1, 7), button(2, 7), message(3, 7), nothing(4), nothing(5));
        CompletableFuture<Void> kafka = new CompletableFuture<>();

        List<CompletableFuture<?>> published = ChatByChat.take(updates, update -> {
            taken.add(id(update));
            return id(update) == 1 ? kafka : CompletableFuture.completedFuture(null);
        });

        published.subList(3, 5).forEach(CompletableFuture::join);
        assertThat(taken).doesNotContain(2, 3);
        kafka.complete(null);
        published.forEach(CompletableFuture::join);
        assertThat(taken.stream().filter(id -> id <= 3)).containsExactly(1, 2, 3);
        assertThat(taken.stream().filter(id -> id > 3)).containsExactly(4, 5);
    }

    /** Telegram waits for ten seconds, whatever Kafka does with what that person has sent before. */
    @Test
    void whoIsAboutToPayWaitsForNothing() {
        List<RawUpdate> updates = List.of(message(1, 7), nothing(2), checkout(3, 7), checkout(4, 7));

        List<CompletableFuture<?>> published = ChatByChat.take(
                updates, update -> id(update) == 4 ? CompletableFuture.completedFuture(4) : new CompletableFuture<>());

        assertThat(published.get(3).join()).isEqualTo(4);
        assertThat(published.subList(0, 3)).noneMatch(CompletableFuture::isDone);
    }

    private static RawUpdate checkout(int id, long person) {
        return update("{\"update_id\": %d, \"pre_checkout_query\": {\"id\": \"q%d\", \"from\": {\"id\": %d}}}"
                .formatted(id, id, person));
    }

    /** I12: a photo must not come before the one that was sent before it, nor its /cancel. */
    @Test
    void afterAFailureTheRestOfThatChatWaitsAndNoOther() {
        List<RawUpdate> updates = List.of(message(1, 7), message(2, 7), message(3, 8), button(4, 7));

        List<CompletableFuture<?>> published = ChatByChat.take(updates, update -> {
            taken.add(id(update));
            return id(update) == 1
                    ? CompletableFuture.failedFuture(new IllegalStateException("no Kafka"))
                    : CompletableFuture.completedFuture(null);
        });

        assertThat(published.get(2)).succeedsWithin(10, TimeUnit.SECONDS);
        for (int waits : new int[] {0, 1, 3}) {
            assertThat(published.get(waits)).failsWithin(10, TimeUnit.SECONDS);
        }
        assertThat(taken).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void whatOnePersonTypesInOtherChatsWaitsForNoChatAndNobodyElse() {
        CompletableFuture<Void> kafka = new CompletableFuture<>();

        List<CompletableFuture<?>> published =
                ChatByChat.take(List.of(typed(1, 7), typed(2, 7), typed(3, 8), message(4, 7), nothing(5)), update -> {
                    taken.add(id(update));
                    return id(update) == 1 ? kafka : CompletableFuture.completedFuture(null);
                });

        published.subList(2, 5).forEach(CompletableFuture::join);
        assertThat(taken).doesNotContain(2);
        kafka.complete(null);
        published.forEach(CompletableFuture::join);
        assertThat(taken).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    private static RawUpdate typed(int id, long person) {
        return update("{\"update_id\": %d, \"inline_query\": {\"from\": {\"id\": %d}}}".formatted(id, person));
    }

    private static RawUpdate message(int id, long chat) {
        return update("{\"update_id\": %d, \"message\": {\"chat\": {\"id\": %d}}}".formatted(id, chat));
    }

    private static RawUpdate button(int id, long chat) {
        return update(
                "{\"update_id\": %d, \"callback_query\": {\"message\": {\"chat\": {\"id\": %d}}}}".formatted(id, chat));
    }

    private static RawUpdate nothing(int id) {
        return update("{\"update_id\": %d, \"message\": 3}".formatted(id));
    }

    private static RawUpdate update(String json) {
        return RawUpdate.of(json).orElseThrow();
    }

    private static int id(RawUpdate update) {
        return Math.toIntExact(update.id().orElseThrow());
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

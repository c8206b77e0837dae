package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.gateway.update.SetAsideUpdates.Reason;
import io.stickermill.gateway.update.SetAsideUpdates.SetAside;
import io.stickermill.gateway.update.UpdateIntake.Replayed;
import io.stickermill.platform.telegram.RawUpdate;
import io.stickermill.platform.trace.Traces;
import java.time.Duration;
import java.util.MissingResourceException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateIntakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RawUpdate HELLO = update("""
            {"update_id": 1, "message": {"message_id": 7, "date": 1700000000, "text": "hello",
             "from": {"id": 5, "is_bot": false, "first_name": "A"}, "chat": {"id": 5, "type": "private"}}}""");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SetAsideUpdates setAside = new InMemorySetAsideUpdates();
    private boolean well = true;
    private Function<Incoming, CompletableFuture<?>> processor = _ -> CompletableFuture.completedFuture(null);
    private final UpdateIntake intake =
            new UpdateIntake(incoming -> processor.apply(incoming), setAside, () -> well, meters, Traces.none());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"update_id\": 1, \"message\": {\"date\": \"yesterday\"}}",
                "{\"update_id\": 1, \"message\": nonsense}",
                "{\"update_id\": 99999999999999999999, \"message\": {}}",
                "null"
            })
    void whatCannotBeReadIsSetAsideAtOnceAndConfirmed(String json) {
        processor = _ -> {
            throw new AssertionError("it was read");
        };

        assertThat(intake.take(RawUpdate.of(json).orElse(new RawUpdate(json, java.util.OptionalLong.empty()))))
                .succeedsWithin(PATIENCE);

        assertThat(setAside.waiting(9)).singleElement().satisfies(kept -> {
            assertThat(kept.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(kept.body()).isEqualTo(json);
        });
        assertThat(counted(Reason.UNREADABLE)).isOne();
    }

    @Test
    void howDeepItIsDoesNotMatter() {
        String deep = "{\"update_id\": 1, \"message\": " + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThat(intake.take(update(deep))).succeedsWithin(PATIENCE);
        assertThat(setAside.waiting(9)).hasSize(1);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("of any type"),
                new NullPointerException(),
                new MissingResourceException("no text", "texts", "hint"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverGoesWrongWhileItIsDoneComesAgainAndIsSetAsideInTheEnd(Throwable failure) {
        processor = _ -> CompletableFuture.failedFuture(failure);

        for (int i = 1; i < 5; i++) {
            assertThat(intake.take(HELLO)).failsWithin(PATIENCE);
        }
        assertThat(setAside.waiting(9)).isEmpty();
        assertThat(intake.take(HELLO)).succeedsWithin(PATIENCE);

        assertThat(setAside.waiting(9)).singleElement().satisfies(kept -> {
            assertThat(kept.reason()).isEqualTo(Reason.FAILING);
            assertThat(kept.attempts()).isEqualTo(5);
            assertThat(kept.body()).isEqualTo(HELLO.json());
        });
        assertThat(counted(Reason.FAILING)).isOne();
    }

    @Test
    void whatIsThrownAndNotHandedOverCountsTheSame() {
        processor = _ -> {
            throw new IllegalStateException("thrown");
        };

        for (int i = 1; i < 5; i++) {
            assertThat(intake.take(HELLO)).failsWithin(PATIENCE);
        }
        assertThat(intake.take(HELLO)).succeedsWithin(PATIENCE);
    }

    @Test
    void anOutageIsNoUpdatesFault() {
        processor = _ -> CompletableFuture.failedFuture(new IllegalStateException("no Kafka"));
        well = false;

        for (int i = 0; i < 20; i++) {
            assertThat(intake.take(HELLO)).failsWithin(PATIENCE);
        }

        assertThat(setAside.waiting(9)).isEmpty();
    }

    @Test
    void whatWasSetAsideCanBeTakenInWhenItsCauseIsMended() {
        processor = _ -> CompletableFuture.failedFuture(new IllegalStateException("a fault"));
        for (int i = 0; i < 5; i++) {
            intake.take(HELLO).exceptionally(_ -> null).join();
        }
        SetAside kept = setAside.waiting(9).getFirst();
        assertThat(intake.again(kept)).isInstanceOf(Replayed.NotYet.class);
        assertThat(setAside.waiting(9)).hasSize(1);

        processor = _ -> CompletableFuture.completedFuture(null);

        assertThat(intake.again(kept)).isEqualTo(new Replayed.Done());
        assertThat(setAside.waiting(9)).isEmpty();
    }

    private double counted(Reason reason) {
        return meters.counter("stickermill.updates.set-aside", "reason", reason.name())
                .count();
    }

    private static RawUpdate update(String json) {
        return RawUpdate.of(json).orElseThrow();
    }
}

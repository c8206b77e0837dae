package io.stickermill.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;

class EventStreamsTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void whoComesWhenAllAreOpenIsToldWhatToAskForUntilOneHasEnded() {
        var streams = new EventStreams("test", 1, MOMENT, Duration.ofMinutes(1));
        var more = new AtomicBoolean(true);
        streams.open("/v1/things/1", _ -> more.get());

        assertThatThrownBy(() -> streams.open("/v1/things/2", _ -> false))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refusal -> assertThat(refusal.getBody().getDetail())
                                .isEqualTo("1 streams are open already. Ask for /v1/things/2 now and then instead."));

        more.set(false);
        await().ignoreExceptions().until(() -> streams.open("/v1/things/2", _ -> false) != null);
    }

    @Test
    void aStreamLooksAgainUntilThereIsNoMoreToCome() {
        var looks = new AtomicInteger();

        new EventStreams("test", 1, MOMENT, Duration.ofMinutes(1))
                .open("/v1/things/1", _ -> looks.incrementAndGet() < 3);

        await().until(() -> looks.get() == 3);
    }

    @Test
    void aWatchThatFailsGivesItsPlaceBack() {
        var streams = new EventStreams("test", 1, MOMENT, Duration.ofMinutes(1));
        streams.open("/v1/things/1", _ -> {
            throw new IllegalArgumentException("on purpose");
        });

        await().ignoreExceptions().until(() -> streams.open("/v1/things/2", _ -> false) != null);
    }
}

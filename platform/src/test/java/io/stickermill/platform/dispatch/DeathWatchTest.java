package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeathWatchTest {

    private final AtomicBoolean dead = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final DeathWatch watch = new DeathWatch(
            () -> {
                looks.incrementAndGet();
                return dead.get();
            },
            Duration.ofMillis(5),
            ends::incrementAndGet);

    @Test
    void theProcessEndsOnceAConsumerHasAndNotBefore() throws Exception {
        watch.start();
        await().until(() -> looks.get() > 3);
        assertThat(ends).hasValue(0);

        dead.set(true);

        await().until(() -> ends.get() == 1);
        Thread.sleep(50);
        assertThat(ends).as("once").hasValue(1);
    }

    @Test
    void whoIsStoppedLooksNoMore() throws Exception {
        watch.start();
        await().until(() -> looks.get() > 0);

        watch.stop();
        Thread.sleep(50);
        dead.set(true);
        Thread.sleep(50);

        assertThat(ends).hasValue(0);
        assertThat(watch.isRunning()).isFalse();
    }
}

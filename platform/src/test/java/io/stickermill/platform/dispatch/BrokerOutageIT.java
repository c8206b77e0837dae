package io.stickermill.platform.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerOutageIT {

    @Test
    void workThatEndsWhileTheBrokerIsAwayIsRetriedOrDeadLetteredWhenItIsBack(@TempDir Path home) {
        CountDownLatch brokerIsAway = new CountDownLatch(1);
        Set<String> started = ConcurrentHashMap.newKeySet();
        Set<String> retried = ConcurrentHashMap.newKeySet();
        try (LocalParts parts = LocalParts.start(home, EnumSet.of(PartKind.BROKER));
                TestGroup group = new TestGroup(TestGroup.bootstrap(parts), 3, Duration.ofMillis(100))) {
            IntStream.range(0, 5).forEach(i -> group.produce("chat" + i, "hopeless" + i));
            IntStream.range(5, 10).forEach(i -> group.produce("chat" + i, "retried" + i));
            RecordHandler<String> handler = (value, delivery) -> {
                started.add(value);
                brokerIsAway.await();
                if (value.startsWith("hopeless")) {
                    return new Outcome.DeadLetter("permanent");
                }
                if (delivery.attempt() == 1) {
                    return Outcome.retry("not yet");
                }
                retried.add(value);
                return Outcome.done();
            };
            Dispatcher dispatcher =
                    group.dispatcher(handler, Workers.virtual(10), DispatcherIT.IMPATIENT, new SimpleMeterRegistry());
            dispatcher.start();
            try {
                await().atMost(20, SECONDS).until(() -> started.size() == 10);
                parts.kill(PartKind.BROKER);
                brokerIsAway.countDown();
                parts.restart(PartKind.BROKER);

                await().atMost(40, SECONDS).until(() -> group.lag() == 0);
                assertThat(retried).hasSize(5);
                assertThat(group.deadLetters()).hasSizeGreaterThanOrEqualTo(5);
            } finally {
                dispatcher.stop();
            }
        }
    }
}

package io.stickermill.platform.dispatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.dispatch.guarantee.NothingRedoneButAfterAKill;
import io.stickermill.platform.dispatch.guarantee.NothingSkipped;
import io.stickermill.platform.dispatch.guarantee.OrderPerKey;
import io.stickermill.platform.dispatch.guarantee.ProcessingGuarantee;
import io.stickermill.platform.dispatch.guarantee.Witness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.unit.DataSize;

/** Members come and go while records flow: what happens, and what must hold. */
final class Torture implements AutoCloseable {

    private static final int PARTITIONS = 12;
    private static final int KEYS = 200;
    private static final int BACKLOG = 400;

    private final NothingSkipped nothingSkipped = new NothingSkipped();
    private final NothingRedoneButAfterAKill nothingRedone = new NothingRedoneButAfterAKill();
    private final Backlog backlog = new Backlog();
    private final Witness witness = new Witness(nothingSkipped, new OrderPerKey(), nothingRedone, backlog);
    private final String bootstrap;
    private final TestGroup group;
    private final Map<String, Dispatcher> members = new HashMap<>();
    private final AtomicInteger enough = new AtomicInteger(Integer.MAX_VALUE);
    private final Thread producer = new Thread(this::produce, "torture-producer");

    /** As much to do at any time, whatever the speed of the machine. */
    private static final class Backlog implements ProcessingGuarantee {
        private final Semaphore free = new Semaphore(BACKLOG);

        @Override
        public void onFinished(String member, String key, int number) {
            free.release();
        }

        @Override
        public void assertHeld() {
            // Nothing is promised about it.
        }
    }

    Torture(String bootstrap) {
        this.bootstrap = bootstrap;
        this.group = new TestGroup(bootstrap, PARTITIONS, Duration.ofSeconds(1));
    }

    static Workers workers() {
        return Workers.virtual(6);
    }

    /** A window small enough that partitions are paused all the time. */
    static DispatcherSettings settings() {
        return new DispatcherSettings(
                40,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(12),
                Duration.ofMillis(250),
                Duration.ofSeconds(60),
                100,
                "range",
                RetryPolicy.defaults());
    }

    void startProducing() {
        producer.start();
    }

    /** Work of 0 to 100 ms; one in a hundred takes 2 s. */
    private void produce() {
        Random random = new Random(3);
        Map<String, Integer> numbers = new HashMap<>();
        try {
            for (int produced = 0; produced < enough.get(); produced++) {
                backlog.free.acquire();
                String key = "chat" + random.nextInt(KEYS);
                int number = numbers.merge(key, 1, Integer::sum) - 1;
                long millis = random.nextInt(100) == 0 ? 2000 : random.nextInt(101);
                witness.produced(key, number);
                group.produceSoon(key, new Labour(number, millis).text());
            }
            group.flush();
        } catch (InterruptedException closed) {
            // The test is over.
        }
    }

    void join(String name) {
        Dispatcher dispatcher = group.dispatcher(
                Labour.handler(new Labour.Log() {
                    @Override
                    public void started(String key, int number) {
                        witness.started(name, key, number);
                    }

                    @Override
                    public void finished(String key, int number) {
                        witness.finished(name, key, number);
                    }
                }),
                workers(),
                settings(),
                new SimpleMeterRegistry());
        members.put(name, dispatcher);
        dispatcher.start();
    }

    /** Joins when its {@link MemberProcess#join} is called. */
    MemberProcess prepare(String name) throws Exception {
        return new MemberProcess(name, witness, bootstrap, group.id());
    }

    void leave(String name) {
        members.remove(name).stop();
    }

    /** No member that owns partitions is idle. */
    void assertAllWork(String... names) {
        for (String name : names) {
            int before = witness.finishedBy(name);
            await(name + " works").atMost(20, SECONDS).until(() -> witness.finishedBy(name) >= before + 10);
        }
    }

    /**
     * @param records that are produced in all, at least
     * @return how many records were done again after a kill
     */
    int assertGuaranteesHeldToTheEnd(int records) throws InterruptedException {
        enough.set(records);
        producer.join();
        await("everything is finished").atMost(60, SECONDS).untilAsserted(() -> witness.assertHolds(nothingSkipped));
        await("everything is committed").atMost(20, SECONDS).until(() -> group.lag() == 0);
        witness.assertAllHeld();
        assertThat(group.deadLetters()).isEmpty();
        return nothingRedone.redoneAfterKill();
    }

    @Override
    public void close() {
        producer.interrupt();
        members.values().forEach(Dispatcher::stop);
        group.close();
    }
}

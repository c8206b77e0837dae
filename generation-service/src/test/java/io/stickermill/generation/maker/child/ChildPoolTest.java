package io.stickermill.generation.maker.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** The pool with children that do what their photo says. */
class ChildPoolTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ChildPool pool = pool(1, Duration.ofSeconds(60));

    private ChildPool pool(int count, Duration limit) {
        var usual = LocalMakerSettings.DEFAULT;
        return new ChildPool(
                new ChildCommand(FakeChild.class.getName(), DataSize.ofMegabytes(512), 1),
                new ChildSettings(
                        count, DataSize.ofMegabytes(64), DataSize.ofMegabytes(300), DataSize.ofMegabytes(100)),
                new LocalMakerSettings(usual.limits(), usual.outline(), limit, usual.sure()),
                ModelSettings.SHIPPED,
                meters);
    }

    private void instead(ChildPool other) {
        pool.close();
        pool = other;
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource({
        "crash, died",
        "run out of memory, died",
        "say nonsense, garbage",
        "claim a huge frame, garbage",
        "claim a negative frame, garbage",
        "take memory, too_much_memory"
    })
    void whateverAPhotoDoesEndsOneChildAndOneAttempt(String photo, String why) throws Exception {
        assertThatThrownBy(() -> make(pool, photo)).isInstanceOf(MakerEnded.class);

        assertThat(make(pool, "fine").webp()).containsExactly(1, 2, 3);
        await().until(() -> meters.counter("stickermill.generation.children.ended", "why", why)
                        .count()
                == 1);
    }

    @Test
    void aPhotoThatHangsIsRefusedAtItsDeadline() throws Exception {
        instead(pool(1, Duration.ofSeconds(3)));

        assertThatThrownBy(() -> make(pool, "hang"))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TIMED_OUT));

        assertThat(make(pool, "fine").width()).isEqualTo(512);
    }

    @Test
    void whoMakesNothingAndSaysThatItIsDoneIsNotBelieved() {
        assertThatThrownBy(() -> make(pool, "nothing")).isInstanceOf(MakerEnded.class);
    }

    @Test
    void anEndAfterTheFirstStickerCostsTheOthersOnly() throws Exception {
        List<MadeSticker> made = new ArrayList<>();

        pool.makeAll("one and crash".getBytes(UTF_8), StickerOptions.DEFAULT, _ -> {}, made::add);

        assertThat(made).hasSize(1);
    }

    @Test
    void aChildKnowsNoSecret() {
        assertThatThrownBy(() -> make(pool, "names of the environment"))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class,
                        told -> assertThat(told.detail()
                                        .replaceAll("[\\[\\] ]", "")
                                        .split(","))
                                .isSubsetOf(
                                        "PWD", // of the shell that starts it
                                        "PATH",
                                        "HOME",
                                        "LANG",
                                        "LC_ALL",
                                        "TZ",
                                        "TMPDIR",
                                        "OPENBLAS_NUM_THREADS",
                                        "MALLOC_ARENA_MAX",
                                        "MALLOC_TRIM_THRESHOLD_",
                                        "MALLOC_MMAP_THRESHOLD_"));
    }

    @Test
    void whatTheListenerThrowsComesOutAndTheChildGoesOn() throws Exception {
        assertThatThrownBy(() -> pool.make("fine".getBytes(UTF_8), StickerOptions.DEFAULT, _ -> {
                    throw new IllegalStateException("cancelled");
                }))
                .hasMessage("cancelled");

        assertThat(make(pool, "fine").width()).isEqualTo(512);
        assertThat(meters.counter("stickermill.generation.children.ended", "why", "died")
                        .count())
                .isZero();
    }

    @Test
    void whoStopsWaitingEndsTheWork() throws Exception {
        var interrupted = new CompletableFuture<Throwable>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                make(pool, "hang");
            } catch (Exception thrown) {
                interrupted.complete(thrown);
            }
        });
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        caller.interrupt();

        assertThat(interrupted.get()).isInstanceOf(CancellationException.class);
        assertThat(make(pool, "fine").width()).isEqualTo(512);
    }

    /** All the room for pixels is its own; who comes first has theirs until they are done. */
    @Test
    void aSuspectedPhotoIsWorkedOnAlone() throws Exception {
        instead(pool(2, Duration.ofSeconds(60)));
        pool.awaitWarm();
        List<String> done = new CopyOnWriteArrayList<>();
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                pool.make("fine".getBytes(UTF_8), StickerOptions.DEFAULT, _ -> {
                    begun.countDown();
                    uninterruptibly(mayEnd);
                });
                done.add("other");
            } catch (UnusablePhoto e) {
                done.add(e.toString());
            }
        });
        begun.await();
        Thread alone = Thread.ofVirtual().start(() -> {
            try {
                make(pool.alone(), "fine");
                done.add("alone");
            } catch (UnusablePhoto e) {
                done.add(e.toString());
            }
        });
        await().until(() -> alone.getState() == Thread.State.WAITING);
        assertThat(done).isEmpty();

        mayEnd.countDown();
        other.join();
        alone.join();

        assertThat(done).containsExactlyInAnyOrder("other", "alone");
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MadeSticker make(StickerMaker maker, String photo) throws UnusablePhoto {
        return maker.make(photo.getBytes(UTF_8), StickerOptions.DEFAULT, _ -> {});
    }
}

package io.stickermill.generation.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MakerRunTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService makers = Executors.newFixedThreadPool(1);

    @AfterEach
    void close() {
        makers.close();
    }

    @Test
    void theFirstDoesNotWaitForTheOthers() throws Exception {
        var sent = new CountDownLatch(1);
        MakerRun run = MakerRun.submit(makers, each -> {
            each.accept(sticker(90));
            sent.await();
            each.accept(sticker(80));
            each.accept(sticker(70));
        });

        assertThat(run.first(LONG).quality()).isEqualTo(90);
        sent.countDown();
        assertThat(run.others(LONG)).extracting(MadeSticker::quality).containsExactly(80, 70);
    }

    @Test
    void whatFailsAfterTheFirstCostsTheOthersOnly() throws Exception {
        MakerRun run = MakerRun.submit(makers, each -> {
            each.accept(sticker(90));
            throw new IllegalStateException("out of memory");
        });

        assertThat(run.first(LONG).quality()).isEqualTo(90);
        assertThat(run.others(LONG)).isEmpty();
    }

    @Test
    void whatFailsBeforeItIsToldAtOnce() {
        MakerRun run = MakerRun.submit(makers, _ -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> run.first(LONG))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }

    /** The thread is another photo's as soon as this one is given up. */
    @Test
    void whatTakesTooLongIsGivenUpAndItsThreadIsFree() throws Exception {
        MakerRun run = MakerRun.submit(makers, _ -> new CountDownLatch(1).await());

        assertThatThrownBy(() -> run.first(Duration.ofMillis(50))).isInstanceOf(TimeoutException.class);

        assertThat(MakerRun.submit(makers, each -> each.accept(sticker(90)))
                        .first(LONG)
                        .quality())
                .isEqualTo(90);
    }

    private static MadeSticker sticker(int quality) {
        return new MadeSticker(new byte[0], 512, 512, quality, Shape.CUT_OUT, 1, 1, 0, Map.of());
    }
}

package io.stickermill.emulator.sticker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.emulator.MovableClock;
import io.stickermill.emulator.fault.Pauses;
import io.stickermill.emulator.message.RateLimits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UploadPaceTest {

    private final UploadPace pace = new UploadPace(new RateLimits(new MovableClock()), new Pauses());

    @Test
    void filesOfTheSameLengthWaitForEachOtherAndOthersDoNot() {
        List<Long> waits = reserved(120_000, 40);

        assertThat(waits.subList(0, 8)).as("a bucket of a second").containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 200L, 400L);
        assertThat(waits.stream().filter(wait -> wait > 5000))
                .as("refused")
                .hasSize(9)
                .containsOnly(5200L);
        assertThat(pace.reserve(120_001, 0)).isZero();
        assertThat(pace.reserve(120_000, 100_000)).isZero();
    }

    @Test
    void aLargerFileTakesLongerUpToALimit() {
        assertThat(reserved(5_000_000, 4)).containsExactly(0L, 0L, 0L, 500L);
        assertThat(reserved(50_000_000, 3)).containsExactly(0L, 0L, 800L);
    }

    private List<Long> reserved(long bytes, int times) {
        return IntStream.range(0, times).mapToObj(_ -> pace.reserve(bytes, 0)).toList();
    }
}

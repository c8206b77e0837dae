package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTrackerTest {

    @Test
    void nothingMetIsNothingToCommit() {
        assertThat(new OffsetTracker(-1, new BitSet()).prefix()).isEqualTo(-1);
        assertThat(new OffsetTracker(42, new BitSet()).prefix()).isEqualTo(42);
    }

    @Test
    void gapHoldsThePrefix() {
        OffsetTracker offsets = new OffsetTracker(10, new BitSet());
        List.of(10L, 11L, 12L).forEach(offset -> offsets.take(offset, 0));
        offsets.finish(11, 0);
        offsets.finish(12, 0);

        assertThat(offsets.prefix()).isEqualTo(10);
        assertThat(offsets.finishedAhead()).isEqualTo(bits(1, 2));

        offsets.finish(10, 0);
        assertThat(offsets.prefix()).isEqualTo(13);
        assertThat(offsets.finishedAhead()).isEqualTo(bits());
    }

    @Test
    void theOldestIsTheFirstThatIsNotFinished() {
        OffsetTracker offsets = new OffsetTracker(10, new BitSet());
        offsets.take(10, 700);
        offsets.take(11, 900);

        assertThat(offsets.oldest()).hasValue(700);
        offsets.finish(10, 700);
        assertThat(offsets.oldest()).hasValue(900);
        offsets.finish(11, 900);
        assertThat(offsets.oldest()).isEmpty();
        assertThat(offsets.next()).isEqualTo(12);
    }

    @Test
    void recordInWorkIsNotTakenTwice() {
        OffsetTracker offsets = new OffsetTracker(-1, new BitSet());

        assertThat(offsets.take(5, 0)).isTrue();
        assertThat(offsets.take(5, 0)).isFalse();
    }

    @Test
    void whatTheNextOwnerHasNotMetYetStaysInItsMetadata() {
        OffsetTracker offsets = new OffsetTracker(10, bits(3, 7));
        offsets.take(10, 0);
        offsets.take(11, 0);
        offsets.finish(10, 0);

        assertThat(offsets.prefix()).isEqualTo(11);
        assertThat(offsets.finishedAhead()).isEqualTo(bits(2, 6));
    }

    @Test
    void offsetsThatRetentionHasRemovedDoNotHoldThePrefix() {
        OffsetTracker offsets = new OffsetTracker(10, bits(3));
        offsets.take(500, 0);

        assertThat(offsets.prefix()).isEqualTo(500);
        assertThat(offsets.finishedAhead()).isEqualTo(bits());
    }

    @Test
    void partitionThatStartsAnewBelowIsDoneAgain() {
        OffsetTracker offsets = new OffsetTracker(100, new BitSet());

        assertThat(offsets.take(0, 0)).isTrue();
        assertThat(offsets.prefix()).isZero();
    }

    @Test
    void ofALogThatBeganAnewNothingIsFinishedYet() {
        OffsetTracker offsets = new OffsetTracker(100, bits(3, 50));
        offsets.take(100, 1);

        assertThat(offsets.take(0, 2)).isTrue();
        assertThat(offsets.finish(100, 1)).as("of the log before").isFalse();
        assertThat(offsets.finish(0, 2)).isTrue();
        assertThat(offsets.prefix()).as("not where the log before had come to").isEqualTo(1);
        assertThat(offsets.finishedAhead()).isEqualTo(bits());
        for (long offset = 1; offset <= 150; offset++) {
            assertThat(offsets.take(offset, 2)).isTrue();
        }
    }

    @Test
    void anotherRecordAtAnOffsetInWorkIsTaken() {
        OffsetTracker offsets = new OffsetTracker(0, bits());
        offsets.take(0, 1);
        offsets.take(1, 1);
        offsets.take(2, 1);

        assertThat(offsets.take(1, 2)).as("truncated to 1, and written again").isTrue();
        assertThat(offsets.finish(1, 1)).isFalse();
        assertThat(offsets.finish(1, 2)).isTrue();
        assertThat(offsets.prefix()).as("0 is in work, as before").isZero();
        offsets.finish(0, 1);
        assertThat(offsets.prefix()).isEqualTo(2);
    }

    @Test
    void hugeGapAheadIsCutToWhatTheMetadataHolds() {
        OffsetTracker offsets = new OffsetTracker(0, new BitSet());
        offsets.take(0, 0);
        offsets.take(5_000_000_000L, 0);

        assertThat(offsets.finishedAhead().length()).isEqualTo(OffsetMetadata.MAX_BITS);
    }

    /** Owners follow each other at random points; each record must be handled, and by one owner only. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ownersThatFollowEachOtherSkipNothingAndRedoNothing(long seed) {
        Random random = new Random(seed);
        long end = 400;
        long committed = 0;
        String metadata = "";
        Set<Long> handled = new HashSet<>();
        while (committed < end) {
            OffsetTracker offsets = new OffsetTracker(committed, OffsetMetadata.decode(metadata));
            List<Long> inWork = new ArrayList<>();
            long position = committed;
            for (int step = random.nextInt(150); step > 0; step--) {
                if (position < end && random.nextBoolean()) {
                    if (offsets.take(position, 0)) {
                        inWork.add(position);
                    }
                    position++;
                } else if (!inWork.isEmpty()) {
                    long finished = inWork.remove(random.nextInt(inWork.size()));
                    assertThat(offsets.finish(finished, 0)).isTrue();
                    assertThat(handled.add(finished))
                            .as("%d is done once", finished)
                            .isTrue();
                }
                assertThat(offsets.prefix()).isGreaterThanOrEqualTo(committed);
                committed = offsets.prefix();
            }
            metadata = OffsetMetadata.encode(offsets.finishedAhead());
            for (long offset = 0; offset < committed; offset++) {
                assertThat(handled).as("all below the commit").contains(offset);
            }
        }
        assertThat(handled).hasSize((int) end);
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}

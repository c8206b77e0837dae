package io.stickermill.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FootprintTest {

    @Test
    void aLevelMoreInEachIndexIsNoGrowth() {
        Footprint pageOfAHundred = new Footprint(200, 300, 1);
        assertThat(new Footprint(200, 400, 9).hasGrownFrom(pageOfAHundred)).isFalse();
    }

    @Test
    void whatReadsItsTableGrows() {
        assertThat(new Footprint(1, 2_000, 1).hasGrownFrom(new Footprint(1, 200, 1)))
                .isTrue();
    }

    @Test
    void whatThrowsRowsAwayGrowsEvenWhereFewBlocksHoldThem() {
        assertThat(new Footprint(1_000, 30, 1).hasGrownFrom(new Footprint(100, 25, 1)))
                .isTrue();
    }

    @Test
    void timeAloneIsNoGrowth() {
        assertThat(new Footprint(1, 4, 500).hasGrownFrom(new Footprint(1, 4, 0.1)))
                .isFalse();
    }
}

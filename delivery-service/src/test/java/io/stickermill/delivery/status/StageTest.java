package io.stickermill.delivery.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageTest {

    @Test
    void aJobOnlyGoesForward() {
        assertThat(Stage.at(1).isAfter(Stage.NONE)).isTrue();
        assertThat(Stage.queued(5).isAfter(Stage.at(1))).isTrue();
        assertThat(Stage.queued(2).isAfter(Stage.queued(3))).isTrue();
        assertThat(Stage.queued(3).isAfter(Stage.queued(3))).isFalse();
        assertThat(Stage.at(2).isAfter(Stage.queued(1))).isTrue();
        assertThat(Stage.queued(1).laterOf(Stage.queued(4))).isEqualTo(Stage.queued(1));
        assertThat(Stage.queued(1).laterOf(Stage.at(1))).isEqualTo(Stage.queued(1));
    }

    @Test
    void theTimeThatAModelTakesGoesForwardAndSoDoesWhatComesAfterIt() {
        assertThat(Stage.remote(0, 3, false).isAfter(Stage.at(2))).isTrue();
        assertThat(Stage.remote(9, 2, false).isAfter(Stage.remote(4, 3, false))).isTrue();
        assertThat(Stage.remote(4, null, false).isAfter(Stage.remote(4, 1, false)))
                .isFalse();
        assertThat(Stage.remote(-1, null, false)).isEqualTo(Stage.remote(0, null, false));
        assertThat(Stage.at(3).isAfter(Stage.remote(Long.MAX_VALUE, null, false)))
                .isTrue();
        assertThat(Stage.remote(900, 1, false).isWorthShowing()).isTrue();
    }

    @Test
    void farBackInTheQueueNothingIsShown() {
        assertThat(Stage.at(1).isWorthShowing()).isTrue();
        assertThat(Stage.queued(3).isWorthShowing()).isTrue();
        assertThat(Stage.queued(4).isWorthShowing()).isFalse();
    }
}

package io.stickermill.operations.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.operations.flow.GroupFlow.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupFlowTest {

    @Test
    void lagIsWhatIsStillThereAndWasNotRead() {
        assertThat(lag(7L, 3, 10)).isEqualTo(3);
        assertThat(lag(1L, 3, 10)).as("what expired can't be read").isEqualTo(7);
        assertThat(lag(null, 3, 10)).as("nothing was read").isEqualTo(7);
    }

    @Test
    void lagIsNeverNegative() {
        assertThat(lag(11L, 0, 10)).isZero();
        assertThat(lag(500L, 0, 2)).as("a topic made anew").isZero();
        assertThat(lag(null, 4, 0)).as("a partition that came up meanwhile").isZero();
    }

    private static long lag(@Nullable Long committed, long first, long end) {
        return new Place(0, committed, first, end, null).lag();
    }
}

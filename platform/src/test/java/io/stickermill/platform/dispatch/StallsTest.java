package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StallsTest {

    private static final TopicPartition PARTITION = new TopicPartition("photo-requests", 3);

    private final Stalls stalls = new Stalls(3);

    @Test
    void whatLiesThereAndDoesNotComeStandsStillAfterSomeLooks() {
        assertThat(look(5, 9)).isEmpty();
        assertThat(look(5, 9)).isEmpty();
        assertThat(look(5, 12)).containsExactly(PARTITION);
    }

    @Test
    void whatComesHoweverSlowlyDoesNotStandStill() {
        for (int next = 0; next < 20; next++) {
            assertThat(look(next, 100)).isEmpty();
        }
    }

    @Test
    void whereNothingIsLeftToComeNothingStandsStill() {
        for (int i = 0; i < 10; i++) {
            assertThat(look(9, 9)).isEmpty();
            assertThat(stalls.look(Map.of(PARTITION, -1L), Map.of(PARTITION, 0L)))
                    .isEmpty();
            assertThat(stalls.look(Map.of(PARTITION, 5L), Map.of()))
                    .as("its end is not known")
                    .isEmpty();
        }
    }

    /** As one that is paused, or has gone to another member. */
    @Test
    void whatIsNotBeingReadForAWhileBeginsAnew() {
        look(5, 9);
        look(5, 9);
        assertThat(stalls.look(Map.of(), Map.of(PARTITION, 9L))).isEmpty();
        assertThat(look(5, 9)).isEmpty();
        assertThat(look(5, 9)).isEmpty();
        assertThat(look(5, 9)).containsExactly(PARTITION);
    }

    private Set<TopicPartition> look(long next, long end) {
        return stalls.look(Map.of(PARTITION, next), Map.of(PARTITION, end));
    }
}

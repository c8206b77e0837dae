package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class TopicsCommandTest {

    @Test
    void lagIsWhatIsStillThereAndWasNotRead() {
        assertThat(TopicsCommand.lag(new OffsetAndMetadata(7), 3, 10)).isEqualTo(3);
        assertThat(TopicsCommand.lag(new OffsetAndMetadata(1), 3, 10))
                .as("what expired can't be read")
                .isEqualTo(7);
        assertThat(TopicsCommand.lag(null, 3, 10)).as("nothing was read").isEqualTo(7);
    }

    @Test
    void lagIsNeverNegative() {
        assertThat(TopicsCommand.lag(new OffsetAndMetadata(11), 0, 10)).isZero();
        assertThat(TopicsCommand.lag(new OffsetAndMetadata(500), 0, 2))
                .as("a topic made anew")
                .isZero();
        assertThat(TopicsCommand.lag(null, 4, 0))
                .as("a partition that came up meanwhile")
                .isZero();
    }
}

package io.stickermill.history.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobStateTest {

    @Test
    void deliveredIsFinal() {
        assertThat(JobState.DELIVERED.next()).isEmpty();
    }

    @Test
    void whatHasFailedIsLeftByAReplayOrByTheCancellationThatCameFirst() {
        assertThat(JobState.FAILED.next()).containsExactly(JobState.DELIVERED, JobState.CANCELLED);
        assertThat(JobState.CANCELLED.canBecome(JobState.FAILED)).isFalse();
    }

    @Test
    void nothingReturnsToWork() {
        for (JobState state : JobState.values()) {
            assertThat(state.canBecome(JobState.ACCEPTED)).isFalse();
            assertThat(state.canBecome(JobState.GENERATING)).isEqualTo(state == JobState.ACCEPTED);
        }
    }
}

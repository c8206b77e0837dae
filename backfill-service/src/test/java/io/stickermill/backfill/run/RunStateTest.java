package io.stickermill.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunStateTest {

    @Test
    void whatHasEndedStaysEnded() {
        assertThat(RunState.FINISHED.next()).isEmpty();
        assertThat(RunState.CANCELLED.next()).isEmpty();
    }

    @Test
    void everyOpenRunCanBeCancelledAndAPausedOneGoesOn() {
        for (RunState state : RunState.values()) {
            if (!state.next().isEmpty()) {
                assertThat(state.next()).as(state.id()).contains(RunState.CANCELLED);
            }
        }
        assertThat(RunState.PAUSED.next()).contains(RunState.PLANNING);
        assertThat(RunState.PAUSED.next()).doesNotContain(RunState.FINISHED);
    }
}

package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PeersSelectionTest {

    @Test
    void whatIsNamedIsWantedAndNothingElse() {
        PeersSelection some = PeersSelection.of("ours, bullmq,provider");

        assertThat(some.contestants()).containsExactly("ours", "bullmq");
        assertThat(some.parts()).containsExactly("provider");
        assertThat(some.has("table")).isFalse();
        assertThat(some.has("model")).isFalse();
        assertThat(some.has("provider")).isTrue();
    }

    @Test
    void withoutAContestantAllAreWantedAndWithoutAPartBoth() {
        assertThat(PeersSelection.of("model").contestants()).containsExactly("ours", "bullmq", "table");
        assertThat(PeersSelection.of("table").parts()).containsExactly("model", "provider");
    }

    @Test
    void aNameThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeersSelection.of("ours,celery"))
                .withMessage("'celery' is none of ours, bullmq, table, model, provider");
        assertThatIllegalArgumentException().isThrownBy(() -> PeersSelection.of(""));
    }
}

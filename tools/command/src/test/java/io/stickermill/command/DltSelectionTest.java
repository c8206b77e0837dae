package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DltSelectionTest {

    private static final Instant NOW = Instant.parse("2026-01-31T03:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-30T01:02:03Z, 2026-01-30T01:02:03Z",
        "2h, 2026-01-31T01:00:00Z",
        "90m, 2026-01-31T01:30:00Z",
        "45s, 2026-01-31T02:59:15Z",
        "1d, 2026-01-30T03:00:00Z"
    })
    void sinceIsATimeOrHowLongAgo(String text, Instant meant) {
        assertThat(DltSelection.time(text, NOW)).isEqualTo(meant);
    }

    @Test
    void anythingElseIsRefusedWithAnExample() {
        assertThatThrownBy(() -> DltSelection.time("yesterday", NOW))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("2h, not `yesterday`");
    }
}

package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-29T03:00:00Z, 2026-11-29T03:00:00Z",
        "2h, 2026-11-29T10:00:00Z",
        "45s, 2026-11-29T11:59:15Z",
        "90m, 2026-11-29T10:30:00Z",
        "3d, 2026-11-26T12:00:00Z"
    })
    void aTimeOrHowLongAgo(String given, Instant meant) {
        assertThat(Since.of(given, NOW)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-2h", "2", "2w", "", "99999999h"})
    void anythingElseIsRefusedWithBothForms(String given) {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> Since.of(given, NOW))
                .withMessageContaining("2026-01-31T03:00:00Z")
                .withMessageContaining("2h");
    }
}

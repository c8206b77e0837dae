package io.stickermill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    @Test
    void whatIsWrittenIsRead() {
        var replay = new Replay(
                new RecordPlace("delivery-telegram.dlt", 2, 1_207), Instant.parse("2026-01-31T03:00:00.123Z"));

        assertThat(replay).hasToString("delivery-telegram.dlt-2-1207@2026-01-31T03:00:00.123Z");
        assertThat(Replay.parse(replay.toString())).contains(replay);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "@",
                "a-1-2",
                "a-1-2@",
                "a-1-2@yesterday",
                "a-1@2026-01-31T03:00:00Z",
                "a-x-2@2026-01-31T03:00:00Z",
                "-1-2@2026-01-31T03:00:00Z",
                "a--1-2x@2026-01-31T03:00:00Z"
            })
    void anythingElseIsNone(String header) {
        assertThat(Replay.parse(header)).isEmpty();
    }
}

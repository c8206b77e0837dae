package io.stickermill.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void aPlaceIsTheBeginningAnOffsetOrATime() {
        assertThat(Position.parse("beginning")).isEqualTo(new Position.Beginning());
        assertThat(Position.parse("42")).isEqualTo(new Position.Offset(42));
        assertThat(Position.parse("2026-01-31T03:00:00Z"))
                .isEqualTo(new Position.At(Instant.parse("2026-01-31T03:00:00Z")));
    }

    @Test
    void whatIsNoPlaceIsAnsweredWithWhatIs() {
        for (String text : new String[] {"yesterday", "-1", "99999999999999999999", ""}) {
            assertThatThrownBy(() -> Position.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("`beginning`, an offset, or a time such as 2026-01-31T03:00:00Z");
        }
    }
}

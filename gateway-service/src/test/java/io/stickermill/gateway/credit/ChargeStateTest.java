package io.stickermill.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.credit.ChargeState.Heard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChargeStateTest {

    @ParameterizedTest
    @CsvSource({
        "RESERVED, DELIVERED, SETTLED",
        "RESERVED, DELIVERED_FREE, RELEASED",
        "RESERVED, FAILED, RELEASED",
        "RESERVED, UNKNOWN, HELD",
        "HELD, DELIVERED, SETTLED",
        "HELD, DELIVERED_FREE, RELEASED",
        "HELD, FAILED, RELEASED",
        "HELD, UNKNOWN, HELD",
        "RELEASED, DELIVERED, SETTLED",
        "RELEASED, DELIVERED_FREE, RELEASED",
        "RELEASED, FAILED, RELEASED",
        "RELEASED, UNKNOWN, RELEASED"
    })
    void whatIsHeardLeadsOnwards(ChargeState state, Heard heard, ChargeState next) {
        assertThat(state.after(heard)).isEqualTo(next);
    }

    /** What is paid is paid, whatever is replayed. */
    @ParameterizedTest
    @EnumSource(Heard.class)
    void nothingLeadsOutOfAnEnd(Heard heard) {
        assertThat(ChargeState.SETTLED.after(heard)).isEqualTo(ChargeState.SETTLED);
        assertThat(ChargeState.GIVEN.after(heard)).isEqualTo(ChargeState.GIVEN);
    }

    /** Whatever comes in whatever order: once a sticker is known to have come, its state is an end. */
    @ParameterizedTest
    @EnumSource(ChargeState.class)
    void aDeliveryIsAlwaysPaidOrGiven(ChargeState state) {
        assertThat(state.after(Heard.DELIVERED)).isIn(ChargeState.SETTLED, ChargeState.GIVEN);
    }
}

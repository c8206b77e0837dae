package io.stickermill.contracts.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditsTest {

    @ParameterizedTest
    @CsvSource({
        "7.5, 7.50, 7.5",
        "2.81, 2.81, 2.81",
        "2.819, 2.81, 2.81",
        "0.99, 0.99, 0.99",
        "0.999, 0.99, 0.99",
        "0.009, 0.00, 0",
        "1e2, 100.00, 100",
        "0, 0.00, 0",
        "99999.999999, 99999.99, 99999.99"
    })
    void anAmountIsRoundedDownToTheHundredth(BigDecimal exact, String rounded, String shown) {
        assertThat(Credits.down(exact)).hasToString(rounded);
        assertThat(Credits.text(Credits.down(exact))).isEqualTo(shown);
    }
}

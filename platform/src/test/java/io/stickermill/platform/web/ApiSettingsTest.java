package io.stickermill.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiSettingsTest {

    private static final String ONE = "one-of-16-letters";
    private static final String TWO = "two-of-16-letters";
    private static final String THREE = "three-of-16-letters";

    @Test
    void oneKeyOrTwoWhileItIsChanged() {
        assertThat(new ApiSettings(ONE, null).operatorKeys()).containsExactly(ONE);
        assertThat(new ApiSettings(ONE, "").customerKeys()).isEmpty();
        var changing = new ApiSettings(ONE + ", " + TWO + ",", THREE);
        assertThat(changing.operatorKeys()).containsExactly(ONE, TWO);
        assertThat(changing.customerKeys()).containsExactly(THREE);
    }

    @Test
    void whatIsMissingOrTooShortIsRefusedByName() {
        assertThatThrownBy(() -> new ApiSettings("", THREE)).hasMessageContaining("STICKERMILL_API_KEY");
        assertThatThrownBy(() -> new ApiSettings("15-letters-long", null)).hasMessageContaining("STICKERMILL_API_KEY");
        assertThatThrownBy(() -> new ApiSettings(ONE, TWO + ",short"))
                .hasMessageContaining("STICKERMILL_API_CUSTOMERKEY")
                .hasMessageNotContaining("short,");
    }

    @Test
    void theSameKeyForBothIsRefusedAndNotTold() {
        assertThatThrownBy(() -> new ApiSettings(ONE + "," + TWO, TWO))
                .hasMessageContaining("STICKERMILL_API_CUSTOMERKEY")
                .hasMessageNotContaining(TWO);
        assertThat(new ApiSettings(ONE, TWO).toString()).doesNotContain(ONE).doesNotContain(TWO);
    }
}

package io.stickermill.gateway.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.contracts.button.SetAction;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditActionTest {

    @Test
    void whatAButtonCarriesIsReadBackAndIsNoOtherButtons() {
        for (CreditAction action : List.of(
                new CreditAction.Buy("a-package-of-20-sign"),
                new CreditAction.Buy("a"),
                new CreditAction.Offer(),
                new CreditAction.Statement(Long.MAX_VALUE),
                new CreditAction.Statement(7),
                new CreditAction.Agree(UUID.randomUUID()),
                new CreditAction.Decline(UUID.randomUUID()))) {
            String data = action.callbackData();
            assertThat(CreditAction.parse(data)).contains(action);
            assertThat(data.getBytes(UTF_8)).hasSizeBetween(1, 64);
            assertThat(ButtonAction.parse(data)).isEmpty();
            assertThat(GalleryAction.parse(data)).isEmpty();
            assertThat(SetAction.parse(data)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Cb:",
                "Cb:A",
                "Cb:two words",
                "Cb:a-package-of-21-signs",
                "Cy:1",
                "Cn:0-0-0-0-0",
                "Cy:------------------------------------",
                "Co:1",
                "Cs:0",
                "Cs:-1",
                "Cs:99999999999999999999",
                "Cx:1",
                "cb:a"
            })
    void whatIsNoneOfTheseIsRefused(String data) {
        assertThat(CreditAction.parse(data)).isEmpty();
    }
}

package io.stickermill.contracts.button;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.GalleryAction.Kind;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryActionTest {

    private static final UUID STICKER = UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539");

    @ParameterizedTest
    @EnumSource
    void eachIsReadAsItWasWrittenAndFitsIntoAButton(Kind kind) {
        for (boolean favourites : new boolean[] {true, false}) {
            var action = new GalleryAction(kind, STICKER, favourites);

            assertThat(action.callbackData().getBytes(UTF_8)).hasSizeBetween(1, 64);
            assertThat(GalleryAction.parse(action.callbackData())).contains(action);
            assertThat(SetAction.parse(action.callbackData())).isEmpty();
            assertThat(ButtonAction.parse(action.callbackData())).isEmpty();
        }
    }

    @Test
    void whatOtherButtonsCarryIsNoneOfIt() {
        assertThat(GalleryAction.parse(new SetAction.Show(STICKER, 0).callbackData()))
                .isEmpty();
        assertThat(GalleryAction.parse(new ButtonAction.AskText(STICKER).callbackData()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "Go",
                "Go::0",
                "Gz:AAAAAAAAAAAAAAAAAAAAAA:0",
                "Go:AAAAAAAAAAAAAAAAAAAAAA:2",
                "Go:AAAAAAAAAAAAAAAAAAAAAB:0"
            })
    void whatIsNoneIsNotRead(String data) {
        assertThat(GalleryAction.parse(data)).isEmpty();
    }
}

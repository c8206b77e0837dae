package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.StickerMenu;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.schemas.StickerMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ButtonPlaceTest {

    private static final UUID JOB = UUID.randomUUID();
    private static final Optional<UUID> ITS_STICKER = Optional.of(JOB);
    private static final Optional<UUID> ANOTHERS_STICKER = Optional.of(UUID.randomUUID());
    private static final Optional<UUID> NO_STICKER = Optional.empty();
    private static final StickerMenu MENU =
            new StickerMenu(JOB, StylePreset.NONE.id(), true, StickerMenu.Next.AGAIN, 1, StickerMode.CARD);

    private static final List<ButtonAction> UNDER_A_STICKER_ALONE = List.of(
            new ButtonAction.Again(JOB, 1),
            new ButtonAction.ReadyMade(JOB, 1),
            new ButtonAction.Outline(JOB, true),
            new ButtonAction.Reshape(JOB, StickerMode.CARD),
            new ButtonAction.AskText(JOB),
            new ButtonAction.ShowStyles(MENU),
            new ButtonAction.AddToSet(JOB, 0),
            new ButtonAction.Delete(JOB, 0));
    private static final List<ButtonAction> UNDER_A_SHEET_TOO =
            List.of(new ButtonAction.Restyle(JOB, StylePreset.NONE.id()), new ButtonAction.ShowMenu(MENU));
    private static final List<ButtonAction> UNDER_NO_STICKER =
            List.of(new ButtonAction.CloseStyles(JOB), new ButtonAction.Cancel(JOB, false));

    @Test
    void noButtonStandsUnderAnotherJobsSticker() {
        for (List<ButtonAction> actions : List.of(UNDER_A_STICKER_ALONE, UNDER_A_SHEET_TOO, UNDER_NO_STICKER)) {
            assertThat(actions).noneMatch(action -> ButtonPlace.fits(action, ANOTHERS_STICKER, true));
            assertThat(actions).noneMatch(action -> ButtonPlace.fits(action, ANOTHERS_STICKER, false));
        }
    }

    @Test
    void aStickersButtonsStandUnderItAndWhileThatIsNotHeardYetAnywhere() {
        assertThat(UNDER_A_STICKER_ALONE).allMatch(action -> ButtonPlace.fits(action, ITS_STICKER, true));
        assertThat(UNDER_A_STICKER_ALONE).noneMatch(action -> ButtonPlace.fits(action, NO_STICKER, true));
        assertThat(UNDER_A_STICKER_ALONE).allMatch(action -> ButtonPlace.fits(action, NO_STICKER, false));
    }

    @Test
    void stylesStandUnderTheStickerOrItsSheet() {
        assertThat(UNDER_A_SHEET_TOO).allMatch(action -> ButtonPlace.fits(action, ITS_STICKER, true));
        assertThat(UNDER_A_SHEET_TOO).allMatch(action -> ButtonPlace.fits(action, NO_STICKER, true));
    }

    @Test
    void closingASheetRemovesNoSticker() {
        assertThat(UNDER_NO_STICKER).noneMatch(action -> ButtonPlace.fits(action, ITS_STICKER, true));
        assertThat(UNDER_NO_STICKER).allMatch(action -> ButtonPlace.fits(action, NO_STICKER, true));
    }
}

package io.stickermill.contracts.button;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetActionTest {

    private static final UUID SET = UUID.fromString("85aeab7a-0159-59dc-873c-d04a55d69539");

    @Test
    void whatIsBuiltCanBeReadAndFits() {
        List<SetAction> actions = new ArrayList<>(List.of(
                new SetAction.Show(SET, 0),
                new SetAction.Show(SET, 96),
                new SetAction.ShowSticker(SET, 1),
                new SetAction.AskTitle(SET),
                new SetAction.Move(SET, 999_999_999, 119),
                new SetAction.Picture(SET, 3),
                new SetAction.Remove(SET, 3),
                new SetAction.EndPack(SET),
                new SetAction.SheetCell(SET, new SheetSize(12, 4), 11),
                new SetAction.MakeSheet(SET, new SheetSize(25, 5)),
                new SetAction.Delete(SET, false),
                new SetAction.Delete(SET, true)));
        for (int emoji = 0; emoji < SetEmoji.ALL.size(); emoji++) {
            actions.add(new SetAction.Emoji(SET, 3, emoji));
        }

        for (SetAction action : actions) {
            assertThat(SetAction.parse(action.callbackData())).contains(action);
            assertThat(action.callbackData().getBytes(UTF_8)).hasSizeBetween(1, 64);
            assertThat(ButtonAction.parse(action.callbackData()))
                    .as("no sticker's button")
                    .isEmpty();
        }
        assertThat(actions.stream().map(Object::getClass).distinct())
                .as("a kind of button that this test forgets")
                .containsExactlyInAnyOrder(SetAction.class.getPermittedSubclasses());
        assertThat(actions.stream().map(SetAction::callbackData)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S",
                "Sl",
                "Sz:ha6re2gBWdyHPNBKVdaVOQ:0",
                "Sl:ha6re2gBWdyHPNBKVdaVOQ:-1",
                "Sl:ha6re2gBWdyHPNBKVdaVOQ:01",
                "Sl:ha6re2gBWdyHPNBKVdaVOR:1",
                "Sl:ha6re2gBWdyHPNBKVdaVOQ:9999999999",
                "Sm:ha6re2gBWdyHPNBKVdaVOQ:1",
                "Sr:ha6re2gBWdyHPNBKVdaVOQ:1.0",
                "Se:ha6re2gBWdyHPNBKVdaVOQ:1.9999",
                "Sd:ha6re2gBWdyHPNBKVdaVOQ:2",
                "St:ha6re2gBWdyHPNBKVdaVOQ:1",
                "Sp:ha6re2gBWdyHPNBKVdaVOQ:1",
                "Sx:ha6re2gBWdyHPNBKVdaVOQ:124.12",
                "Sx:ha6re2gBWdyHPNBKVdaVOQ:265.0",
                "Sk:ha6re2gBWdyHPNBKVdaVOQ:91",
                "Sk:ha6re2gBWdyHPNBKVdaVOQ:3",
                "k:ha6re2gBWdyHPNBKVdaVOQ:0"
            })
    void whatIsNotOursIsRecognised(String data) {
        assertThat(SetAction.parse(data)).isEmpty();
    }
}

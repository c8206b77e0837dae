package io.stickermill.contracts.button;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.StickerMenu.Next;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.schemas.StickerMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonActionTest {

    private static final UUID JOB = UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539");

    @Test
    void whatIsBuiltCanBeReadAndFits() {
        List<ButtonAction> actions = new ArrayList<>(List.of(
                new ButtonAction.Again(JOB, 1),
                new ButtonAction.Again(JOB, 9999),
                new ButtonAction.ReadyMade(JOB, 2),
                new ButtonAction.Outline(JOB, true),
                new ButtonAction.Outline(JOB, false),
                new ButtonAction.AskText(JOB),
                new ButtonAction.CloseStyles(JOB),
                new ButtonAction.ShowPrompt(JOB),
                new ButtonAction.AddToSet(JOB, 0),
                new ButtonAction.Delete(JOB, 0),
                new ButtonAction.Cancel(JOB, false),
                new ButtonAction.Cancel(JOB, true),
                new ButtonAction.Delete(new UUID(-1, -1), 12)));
        String longest = "style-of-20-letters-";
        actions.add(new ButtonAction.Restyle(JOB, longest));
        actions.add(new ButtonAction.ShowStyles(
                new StickerMenu(JOB, longest, true, Next.AGAIN, 9999, StickerMode.CUT_OUT_ANYWAY)));
        for (StickerMode mode : StickerMode.values()) {
            actions.add(new ButtonAction.Reshape(JOB, mode));
        }
        for (StylePreset style : StylePreset.values()) {
            actions.add(new ButtonAction.Restyle(JOB, style.id()));
            for (Next next : Next.values()) {
                var menu = new StickerMenu(JOB, style.id(), next == Next.NONE, next, 9999, StickerMode.CUT_OUT_ANYWAY);
                actions.add(new ButtonAction.ShowStyles(menu));
                actions.add(new ButtonAction.ShowMenu(menu));
            }
        }
        actions.add(new ButtonAction.ShowMenu(new StickerMenu(JOB, StylePreset.NONE.id(), true, Next.AGAIN, 1, null)));

        for (ButtonAction action : actions) {
            assertThat(ButtonAction.parse(action.callbackData())).contains(action);
            assertThat(action.callbackData().getBytes(UTF_8)).hasSizeBetween(1, 64);
        }
        assertThat(actions.stream().map(Object::getClass).distinct())
                .as("a kind of button that this test forgets")
                .containsExactlyInAnyOrder(ButtonAction.class.getPermittedSubclasses());
        assertThat(actions.stream().map(ButtonAction::callbackData)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:xyz:1",
                "z:ha6re2gBWdyHPNBKVdaVOQ:1",
                "a:ha6re2gBWdyHPNBKVdaVOQ:-1",
                "a:ha6re2gBWdyHPNBKVdaVOQ:99999",
                "c:ha6re2gBWdyHPNBKVdaVOQ:2",
                "a:ha6re2gBWdyHPNBKVdaVOQ:01",
                "s:ha6re2gBWdyHPNBKVdaVOQ:Baroque",
                "s:ha6re2gBWdyHPNBKVdaVOQ:of-more-than-20-letters",
                "m:ha6re2gBWdyHPNBKVdaVOQ:x",
                "t:ha6re2gBWdyHPNBKVdaVOQ:1",
                "x:ha6re2gBWdyHPNBKVdaVOQ:1",
                "q:ha6re2gBWdyHPNBKVdaVOQ:1",
                "p:ha6re2gBWdyHPNBKVdaVOQ:none.1ak",
                "p:ha6re2gBWdyHPNBKVdaVOQ:none.1az1",
                "b:ha6re2gBWdyHPNBKVdaVOQ:9baroque.1ak1",
                "a:ha6re2gBWdyHPNBKVdaVO\u0000:1",
                "a:ha6re2gBWdyHPNBKVdaVOR:1",
                "' or 1=1 --"
            })
    void whatIsNotOursIsRecognised(String data) {
        assertThat(ButtonAction.parse(data)).isEmpty();
    }
}

package io.stickermill.platform.button;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonActionTest {

    private static final UUID JOB = UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539");

    @Test
    void whatIsBuiltCanBeReadAndFits() {
        for (ButtonAction action : List.of(
                new ButtonAction.Again(JOB, 1),
                new ButtonAction.Again(JOB, 9999),
                new ButtonAction.Delete(JOB, 0),
                new ButtonAction.Cancel(JOB, false),
                new ButtonAction.Cancel(JOB, true),
                new ButtonAction.Delete(new UUID(-1, -1), 12))) {
            assertThat(ButtonAction.parse(action.callbackData())).contains(action);
            assertThat(action.callbackData().getBytes(UTF_8)).hasSizeBetween(1, 64);
        }
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
                "a:ha6re2gBWdyHPNBKVdaVO\u0000:1",
                "a:ha6re2gBWdyHPNBKVdaVOR:1",
                "' or 1=1 --"
            })
    void whatIsNotOursIsRecognised(String data) {
        assertThat(ButtonAction.parse(data)).isEmpty();
    }
}

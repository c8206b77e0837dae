package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    @Test
    void theLineTellsShareRateRemainingTimeAndOutcomes() throws IOException {
        JsonNode view = view("running", 60, 120, "{\"outcome\":\"done\",\"reason\":\"stored\",\"items\":60}");

        assertThat(RunProgress.line(view, 2))
                .isEqualTo("running   [###############---------------] 60/120, 2.0/s, 30 s left  done stored 60");
        assertThat(RunProgress.line(view, 0.01)).doesNotContain("left");
        assertThat(RunProgress.line(view("running", 0, 9000, ""), 1)).contains("2 h 30 min left");
    }

    @Test
    void whatIsStillPlannedIsMarked() throws IOException {
        assertThat(RunProgress.line(view("planning", 1, 10, ""), 0)).contains("1/10+");
    }

    @Test
    void aReplayThatOnlyLookedSaysThatNothingWasChanged() throws IOException {
        JsonNode before = view("finished", 3, 3, "{\"outcome\":\"again\",\"reason\":\"intact\",\"items\":1}");
        JsonNode looked = view("finished", 3, 3, "{\"outcome\":\"again\",\"reason\":\"intact\",\"items\":4}");
        JsonNode repaired = view("finished", 3, 3, """
                {"outcome":"again","reason":"intact","items":3},{"outcome":"again","reason":"repaired","items":1}""");

        assertThat(RunProgress.again(before, looked)).isEqualTo("Looked at again: intact 3. Nothing was changed.");
        assertThat(RunProgress.again(before, repaired)).isEqualTo("Looked at again: intact 2, repaired 1.");
    }

    private static JsonNode view(String state, long ended, long planned, String counts) throws IOException {
        return Json.MAPPER.readTree(
                "{\"state\":\"%s\",\"ended\":%d,\"planned\":%d,\"planning_done\":%s,\"counts\":[%s]}"
                        .formatted(state, ended, planned, !state.equals("planning"), counts));
    }
}

package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Who replayed what, newest first. Nothing at all if nobody did. */
final class ReplayTable {

    private ReplayTable() {}

    static void print(JsonNode replays, PrintWriter out) {
        if (replays.isEmpty()) {
            return;
        }
        out.println();
        out.printf(
                "%-22s %-10s %-20s %-20s %-24s %9s  %s%n", "REPLAYED", "BY", "TOPIC", "GROUP", "FROM", "RECORDS", "");
        for (JsonNode replay : replays) {
            out.printf(
                    "%-22s %-10s %-20s %-20s %-24s %9d  %s%n",
                    replay.path("requested_at").asText(),
                    replay.path("requested_by").asText(),
                    replay.path("topic").asText(),
                    replay.path("consumer_group").asText(),
                    replay.path("position_from").asText(),
                    replay.path("records").asLong(),
                    (replay.has("position_to")
                                    ? "to " + replay.path("position_to").asText() + " "
                                    : "")
                            + (replay.has("run_id")
                                    ? "run " + replay.path("run_id").asText()
                                    : ""));
        }
    }
}

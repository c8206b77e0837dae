package io.stickermill.localstack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.StringJoiner;

/** Follows a run until it has ended: a bar, the rate, the time that is left, and counts by outcome. */
final class RunProgress {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int WIDTH = 30;

    private RunProgress() {}

    /** Returns the run as it ended. Left with Ctrl-C, the run goes on. */
    static JsonNode watch(BackfillApi api, String run, PrintWriter out) throws InterruptedException {
        long firstEnded = -1;
        long begun = System.nanoTime();
        String before = "";
        while (true) {
            JsonNode view = api.get("/v1/backfills/" + run);
            long ended = view.path("ended").asLong();
            if (firstEnded < 0) {
                firstEnded = ended;
            }
            double seconds = Math.max(0.001, (System.nanoTime() - begun) / 1e9);
            String line = line(view, (ended - firstEnded) / seconds);
            if (!line.equals(before)) {
                out.println(line);
                out.flush();
                before = line;
            }
            if (view.has("ended_at") || view.path("state").asText().equals("paused")) {
                return view;
            }
            Thread.sleep(LOOK);
        }
    }

    /** @param rate items per second; 0 when it is not known */
    static String line(JsonNode view, double rate) {
        long planned = view.path("planned").asLong();
        long ended = view.path("ended").asLong();
        double share = planned == 0 ? (view.has("ended_at") ? 1 : 0) : Math.min(1.0, (double) ended / planned);
        int filled = (int) Math.round(share * WIDTH);
        StringJoiner counts = new StringJoiner(", ");
        view.path("counts")
                .forEach(count -> counts.add(count.path("outcome").asText() + " "
                        + count.path("reason").asText() + " "
                        + count.path("items").asLong()));
        String left = rate > 0.01 && ended < planned
                ? ", "
                        + Duration.ofSeconds(Math.round((planned - ended) / rate))
                                .toString()
                                .substring(2) + " left"
                : "";
        return "%-9s [%s%s] %d/%d%s%s%s  %s"
                .formatted(
                        view.path("state").asText(),
                        "#".repeat(filled),
                        "-".repeat(WIDTH - filled),
                        ended,
                        planned,
                        view.path("planning_done").asBoolean() ? "" : "+",
                        rate > 0.01 ? ", %.1f/s".formatted(rate) : "",
                        left,
                        counts)
                .stripTrailing();
    }
}

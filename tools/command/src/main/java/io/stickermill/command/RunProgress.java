package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Until;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.StringJoiner;

/** Follows a run until it has ended: a bar, the rate, the time that is left, and counts by outcome. */
final class RunProgress {

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Without any change in this time, nothing more is waited for. */
    private static final Duration STILL = Duration.ofMinutes(1);

    private static final Set<String> CHANGES = Set.of("stored", "repaired", "already_stored", "confirmed");
    private static final int WIDTH = 30;

    private RunProgress() {}

    /** Returns the run as it ended. Left with Ctrl-C, the run goes on. */
    static JsonNode watch(ServiceApi api, String run, PrintWriter out) throws InterruptedException {
        Line line = new Line(out);
        return Until.every(LOOK)
                .answer(
                        () -> {
                            JsonNode view = api.get("/v1/backfills/" + run);
                            line.show(view, isOver(view));
                            return view;
                        },
                        RunProgress::isOver);
    }

    private static boolean isOver(JsonNode view) {
        return view.has("ended_at") || view.path("state").asText().equals("paused");
    }

    /** Until so many ends were counted, those of the run itself and those after a replay. */
    static JsonNode awaitEnds(ServiceApi api, String run, long number) throws InterruptedException {
        Standstill ends = new Standstill();
        return Until.every(LOOK)
                .answer(
                        () -> api.get("/v1/backfills/" + run),
                        view -> ends(view) >= number || ends.lasts(ends(view)).compareTo(STILL) > 0);
    }

    static long ends(JsonNode view) {
        return counted(view) + counted(view, "again");
    }

    /** What came of replays, in words. */
    static String again(JsonNode before, JsonNode after) {
        StringJoiner found = new StringJoiner(", ");
        boolean changed = counted(after) != counted(before);
        for (JsonNode count : after.path("counts")) {
            String reason = count.path("reason").asText();
            long more = count.path("items").asLong() - itemsOf(before, reason);
            if (count.path("outcome").asText().equals("again") && more > 0) {
                found.add(reason + " " + more);
                changed |= CHANGES.contains(reason);
            }
        }
        return "Looked at again: " + (found.length() == 0 ? "none" : found) + "."
                + (changed ? "" : " Nothing was changed.");
    }

    private static long itemsOf(JsonNode view, String reason) {
        return view.path("counts")
                .valueStream()
                .filter(count -> count.path("outcome").asText().equals("again")
                        && count.path("reason").asText().equals(reason))
                .mapToLong(count -> count.path("items").asLong())
                .sum();
    }

    static long counted(JsonNode view) {
        return view.path("ended").asLong();
    }

    static long counted(JsonNode view, String outcome) {
        long items = 0;
        for (JsonNode count : view.path("counts")) {
            items += count.path("outcome").asText().equals(outcome)
                    ? count.path("items").asLong()
                    : 0;
        }
        return items;
    }

    /** @param rate items per second; 0 when it is not known */
    static String line(JsonNode view, double rate) {
        long planned = view.path("planned").asLong();
        long ended = counted(view);
        double share = planned == 0 ? (view.has("ended_at") ? 1 : 0) : Math.min(1.0, (double) ended / planned);
        int filled = (int) Math.round(share * WIDTH);
        StringJoiner counts = new StringJoiner(", ");
        view.path("counts")
                .forEach(count -> counts.add(count.path("outcome").asText() + " "
                        + count.path("reason").asText() + " "
                        + count.path("items").asLong()));
        String left = rate > 0.01 && ended < planned
                ? ", " + inWords(Duration.ofSeconds(Math.round((planned - ended) / rate))) + " left"
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

    private static String inWords(Duration time) {
        return time.toHours() > 0
                ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
                : time.toMinutes() > 0
                        ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
                        : time.toSeconds() + " s";
    }

    /** A person sees one line that moves; a file or a pipe gets a line for each change. */
    private static final class Line {

        private final boolean moving = StickermillCommand.isOnATerminal();
        private final Rate rate = new Rate();
        private final PrintWriter out;
        private String before = "";

        Line(PrintWriter out) {
            this.out = out;
        }

        void show(JsonNode view, boolean last) {
            String line = line(view, rate.at(counted(view)));
            if (moving) {
                out.print("\r\033[K" + line + (last ? "\n" : ""));
            } else if (!line.equals(before)) {
                out.println(line);
            }
            out.flush();
            before = line;
        }
    }

    /** How long a number has not changed. */
    private static final class Standstill {

        private long number = -1;
        private long since = System.nanoTime();

        Duration lasts(long now) {
            if (now != number) {
                number = now;
                since = System.nanoTime();
            }
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /** Over the last quarter of a minute. */
    private static final class Rate {

        private static final int LOOKS = 15;

        private record Look(long nanos, long items) {}

        private final Deque<Look> looks = new ArrayDeque<>();

        double at(long items) {
            long now = System.nanoTime();
            looks.addLast(new Look(now, items));
            if (looks.size() > LOOKS) {
                looks.removeFirst();
            }
            Look first = looks.getFirst();
            return now == first.nanos() ? 0 : (items - first.items()) * 1e9 / (now - first.nanos());
        }
    }
}

package io.stickermill.benchmarks.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.benchmarks.LiveWait;
import io.stickermill.benchmarks.MeasuredStack;
import io.stickermill.benchmarks.oldbot.DataFaults;
import io.stickermill.benchmarks.oldbot.OldBot;
import io.stickermill.benchmarks.oldbot.StoredFiles;
import io.stickermill.common.Until;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures backfills of an imported old bot's database: planning, memory, items per second by number of workers, a kill in
 * the middle, the audit at the end, and what a live user notices of it.
 */
public final class BackfillBench {

    private static final Duration DOWNLOAD = Duration.ofMillis(50);
    private static final Duration SETTLE = Duration.ofSeconds(15);
    /** Until code is compiled and planning is forgotten. */
    private static final Duration WARM = Duration.ofSeconds(45);

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int WARM_UP = 3;

    /** What lags behind a run's end must be there by then. */
    private static final Duration AUDIT = Duration.ofSeconds(150);

    /** How long a service may be away that is killed and comes back. */
    private static final Duration COMING_BACK = Duration.ofMinutes(1);

    private final Settings settings;
    private final PrintWriter out;

    /**
     * What is measured.
     *
     * @param home folder of the stack, empty
     * @param photos of the live users
     * @param withoutPath share of the stickers, sessions and packs that were never uploaded
     * @param concurrency items at once in each worker
     * @param window over which a rate is taken
     * @param livePhotos of each measurement of the wait; 0 for none
     * @param finish whether to run to the end, kill two workers on the way, and audit
     */
    public record Settings(
            Path home,
            List<Path> photos,
            int sessions,
            long stickers,
            double withoutPath,
            long seed,
            List<Integer> workers,
            int concurrency,
            Duration window,
            int livePhotos,
            boolean finish) {}

    public BackfillBench(Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /** True if the audit found nothing wrong. */
    public boolean run() throws Exception {
        boolean right = true;
        say("Data: " + settings.home());
        try (MeasuredStack stack = MeasuredStack.up(
                settings.home(),
                Map.of(
                        "stickermill.backfill.concurrency",
                        settings.concurrency(),
                        // Workers are what is measured here, not the limit.
                        "stickermill.limits.downloads.per-second",
                        0))) {
            prepare(stack);
            stack.slowDownloads(DOWNLOAD);
            String run = start(stack, Map.of("source", "stickers"));
            planned(stack, run);
            rates(stack, run);
            if (settings.finish()) {
                kill(stack, run);
                finished(stack, run);
                finished(stack, start(stack, Map.of("source", "sessions", "create_rows", true)));
                right = audit(stack);
            } else {
                stack.post("backfill", "/v1/backfills/" + run + "/cancel", Map.of());
            }
        }
        if (settings.livePhotos() > 0) {
            live();
        }
        return right;
    }

    private void prepare(MeasuredStack stack) throws IOException, InterruptedException, SQLException {
        long began = System.nanoTime();
        var faults = new DataFaults(0.2, 0.05, 0.02, 0.5, 0.05, settings.withoutPath(), 0.002);
        try (Connection old = stack.oldBot()) {
            var made = new OldBot(
                            settings.seed(),
                            settings.sessions(),
                            settings.stickers(),
                            faults,
                            StoredFiles.in(stack.objects()))
                    .make(old);
            say("Made up in %.0f s: %,d sessions, %,d packs, %,d stickers, %.0f %% of them without a path"
                    .formatted(
                            seconds(began),
                            made.sessions(),
                            made.packs(),
                            made.stickers(),
                            100 * settings.withoutPath()));
        }
        began = System.nanoTime();
        stack.run("import", "--report", settings.home().resolve("import.csv").toString());
        say("Imported in %.0f s".formatted(seconds(began)));
        began = System.nanoTime();
        say("The emulator knows %,d files after %.0f s".formatted(new KnownFiles(stack).tell(), seconds(began)));
    }

    /** Waits until the run is planned, and watches the planner's memory meanwhile. */
    private void planned(MeasuredStack stack, String run) throws IOException, InterruptedException {
        long pid = stack.pid("backfill");
        List<Long> memory = new ArrayList<>();
        JsonNode view = Until.every(Duration.ofMillis(500))
                .answer(
                        () -> {
                            JsonNode now = view(stack, run);
                            if (now.path("planned").asLong() > 0) {
                                memory.add(MeasuredStack.memory(pid));
                            }
                            return now;
                        },
                        now -> now.path("planning_done").asBoolean());
        double took = Duration.between(
                                Instant.parse(view.path("started_at").asText()),
                                Instant.parse(view.path("planned_at").asText()))
                        .toMillis()
                / 1000.0;
        long planned = view.path("planned").asLong();
        say("PLANNING  %,d items in %.1f s: %,.0f items/s, with one worker at work beside it"
                .formatted(planned, took, planned / took));
        say("MEMORY    of that process: %d MiB at the first page, %d at the last, %d at most"
                .formatted(memory.getFirst(), memory.getLast(), Collections.max(memory)));
    }

    private void rates(MeasuredStack stack, String run) throws IOException, InterruptedException {
        double one = 0;
        for (int workers : settings.workers()) {
            stack.scale("backfill", workers);
            Thread.sleep(one == 0 ? WARM : SETTLE);
            long begin = System.nanoTime();
            long before = ended(stack, run);
            Thread.sleep(settings.window());
            long after = ended(stack, run);
            double rate = (after - before) / seconds(begin);
            one = one == 0 ? rate : one;
            say("WORKERS   %d x %d at once: %.1f items/s, %.2f x the first"
                    .formatted(workers, settings.concurrency(), rate, rate / one));
            if (view(stack, run).has("ended_at")) {
                say("          the run has ended meanwhile: take more stickers, or a shorter window");
            }
        }
        say("MEMORY    of the first worker: %d MiB".formatted(MeasuredStack.memory(stack.pid("backfill"))));
    }

    private void kill(MeasuredStack stack, String run) throws IOException, InterruptedException {
        long before = ended(stack, run);
        stack.kill("backfill");
        if (settings.workers().getLast() > 1) {
            stack.kill("backfill-2");
        }
        stack.slowDownloads(Duration.ZERO);
        Until.every(Duration.ofSeconds(1))
                .isTrue(() -> stack.status().path("ready").asBoolean());
        say("KILLED    two workers, the planner among them, after %,d items; they are back".formatted(before));
    }

    private void finished(MeasuredStack stack, String run) throws IOException, InterruptedException {
        JsonNode view = Until.every(Duration.ofSeconds(2))
                .forAtMost(LONGEST)
                .answer(() -> view(stack, run), now -> now.has("ended_at"));
        say("ENDED     %s: %,d of %,d %s"
                .formatted(
                        view.path("source").asText(),
                        view.path("ended").asLong(),
                        view.path("planned").asLong(),
                        view.path("counts").toString().replaceAll("[{}\"\\[\\]]|outcome:|reason:|items:", "")));
    }

    private boolean audit(MeasuredStack stack) throws Exception {
        // The last events are on their way to the rows.
        Map<String, Long> wrong = Until.every(Duration.ofSeconds(5))
                .forAtMost(AUDIT)
                .answer(
                        () -> {
                            BackfillAudit audit = new BackfillAudit(stack);
                            Map<String, Long> found = audit.run();
                            if (isRight(found)) {
                                say("AUDIT     %,d rows and their objects looked at".formatted(audit.looked()));
                            }
                            return found;
                        },
                        BackfillBench::isRight);
        wrong.forEach((what, number) -> say("          %,d %s".formatted(number, what)));
        return isRight(wrong);
    }

    private static boolean isRight(Map<String, Long> wrong) {
        return wrong.values().stream().allMatch(number -> number == 0);
    }

    /** With the limits as they are set by default. */
    private void live() throws IOException, InterruptedException, SQLException {
        try (MeasuredStack stack = MeasuredStack.up(settings.home(), Map.of())) {
            stack.slowDownloads(DOWNLOAD);
            LiveWait people = new LiveWait(stack, settings.photos());
            people.measure(WARM_UP);
            List<Long> without = people.measure(settings.livePhotos());
            // Those of others are left to the last.
            String run = start(stack, Map.of("source", "stickers", "type", "foreign"));
            Thread.sleep(Duration.ofSeconds(5));
            long before = ended(stack, run);
            long begin = System.nanoTime();
            List<Long> with = people.measure(settings.livePhotos());
            double rate = (ended(stack, run) - before) / seconds(begin);
            boolean over = view(stack, run).has("ended_at");
            say("LIVE      %d photos, median wait without a backfill %d ms, with one at %.1f items/s %d ms%s"
                    .formatted(
                            settings.livePhotos(),
                            LiveWait.median(without),
                            rate,
                            LiveWait.median(with),
                            over ? " (it ended before the last photo)" : ""));
            say("          nine of ten within %d ms without, %d ms with"
                    .formatted(LiveWait.ninth(without), LiveWait.ninth(with)));
            stack.run("backfill", over ? "show" : "cancel", run);
        }
    }

    private static String start(MeasuredStack stack, Map<String, Object> wanted)
            throws IOException, InterruptedException {
        return stack.post("backfill", "/v1/backfills", wanted).path("id").asText();
    }

    /** Asked again while the service comes back. */
    private static JsonNode view(MeasuredStack stack, String run) throws IOException, InterruptedException {
        return Until.every(Duration.ofSeconds(1))
                .forAtMost(COMING_BACK)
                .answer(
                        () -> {
                            try {
                                return Optional.of(stack.get("backfill", "/v1/backfills/" + run));
                            } catch (IOException away) {
                                return Optional.<JsonNode>empty();
                            }
                        },
                        Optional::isPresent)
                .orElseThrow(() -> new IOException("backfill does not answer"));
    }

    private static long ended(MeasuredStack stack, String run) throws IOException, InterruptedException {
        return view(stack, run).path("ended").asLong();
    }

    private static double seconds(long since) {
        return Math.max(0.001, (System.nanoTime() - since) / 1e9);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}

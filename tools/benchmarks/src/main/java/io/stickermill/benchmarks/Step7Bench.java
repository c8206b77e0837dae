package io.stickermill.benchmarks;

import io.stickermill.benchmarks.NodeBot.Order;
import io.stickermill.benchmarks.NodeBot.Took;
import io.stickermill.benchmarks.report.Chart;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.common.Until;
import io.stickermill.schemas.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last step, with sends and uploads that take their time: when does the user see the sticker, when are both done. Ours,
 * from the publishing of {@code StickerReady}; a Node process, from its first call; all three at the same time.
 */
public final class Step7Bench {

    private static final List<Duration> SENDS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
    private static final List<Duration> UPLOADS =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));
    private static final Duration APART = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_CHAT = 900_000;

    private final BenchStack stack;
    private final int photos;
    private final Printout out;
    private final ChatJournal journal;
    private final List<UUID> published = new ArrayList<>();
    private long nextChat = FIRST_CHAT;

    /** @param photos of each pair of durations, each way */
    public Step7Bench(BenchStack stack, int photos, Printout out) {
        this.stack = stack;
        this.photos = photos;
        this.out = out;
        this.journal = new ChatJournal(stack.emulator());
    }

    /** When a sticker could be seen and when both calls had been answered; in ms from the begin. */
    private record Times(double seen, double done) {}

    /** What came of one pair of durations. Without a Node there are only ours. */
    private record Measured(Duration send, Duration upload, List<Times> ours, List<Times> sequence, List<Times> all) {

        long longer() {
            return Math.max(send.toMillis(), upload.toMillis());
        }
    }

    /** Something under way: who waits for it gets its times. */
    @FunctionalInterface
    private interface Running {
        Times await() throws Exception;
    }

    /** Prints the table. */
    public void run() throws Exception {
        List<Measured> measured = new ArrayList<>();
        Optional<NodeBot> node = NodeBot.start(stack, stack.home().run());
        try (PlayedGeneration generation = new PlayedGeneration(stack);
                StepSevens outcomes = new StepSevens(stack)) {
            // The first calls of a process cost more.
            pair(Duration.ZERO, Duration.ZERO, generation, outcomes, node);
            for (Duration send : SENDS) {
                for (Duration upload : UPLOADS) {
                    measured.add(pair(send, upload, generation, outcomes, node));
                }
            }
            DoneOnce check = new DoneOnce(stack, outcomes);
            List<String> wrong =
                    published.stream().flatMap(id -> check.wrongIn(id).stream()).toList();
            if (!wrong.isEmpty()) {
                throw new BenchFailed(String.join("; ", wrong));
            }
        } finally {
            stack.storageGate().putsTake(Duration.ZERO);
            stack.emulator().ask("DELETE", "/admin/faults", Map.of());
            node.ifPresent(NodeBot::close);
        }
        print(measured);
    }

    private Measured pair(
            Duration send, Duration upload, PlayedGeneration generation, StepSevens outcomes, Optional<NodeBot> node)
            throws Exception {
        stack.storageGate().putsTake(upload);
        stack.emulator()
                .ask("PUT", "/admin/faults", List.of(Map.of("method", "sendSticker", "delay_ms", send.toMillis())));
        List<Running> ours = new ArrayList<>();
        List<Running> sequence = new ArrayList<>();
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < photos; i++) {
            ours.add(ours(generation, outcomes));
            Thread.sleep(APART);
            if (node.isPresent()) {
                sequence.add(bot(node.get(), Order.SEQUENCE));
                Thread.sleep(APART);
                all.add(bot(node.get(), Order.ALL));
                Thread.sleep(APART);
            }
        }
        return new Measured(send, upload, await(ours), await(sequence), await(all));
    }

    private Running ours(PlayedGeneration generation, StepSevens outcomes) throws IOException, InterruptedException {
        long chat = newChat();
        UUID job = UUID.randomUUID();
        UUID sticker = Ids.sticker(job, 0);
        published.add(sticker);
        Instant begin = generation.publish(job, chat);
        return () -> {
            boolean done = Until.every(Duration.ofMillis(50))
                    .forAtMost(PATIENCE)
                    .isTrue(() -> !outcomes.delivered(sticker).isEmpty()
                            && !outcomes.stored(sticker).isEmpty());
            if (!done) {
                throw new BenchFailed("sticker " + sticker + " was not delivered and stored in time");
            }
            double delivered =
                    millis(begin, outcomes.delivered(sticker).getFirst().getDeliveredAt());
            double stored = millis(begin, outcomes.stored(sticker).getFirst().getStoredAt());
            return new Times(millis(begin, seen(chat)), Math.max(delivered, stored));
        };
    }

    private Running bot(NodeBot node, Order order) throws IOException, InterruptedException {
        long chat = newChat();
        String key = "bench/" + chat + ".webp";
        CompletableFuture<Took> job = node.step7(order, chat, key);
        return () -> {
            Took took = job.get();
            if (!Files.isRegularFile(stack.objects().resolve(key))) {
                throw new BenchFailed("the Node bot's " + key + " is not in storage");
            }
            return new Times(millis(took.begin(), seen(chat)), millis(took.begin(), took.end()));
        };
    }

    /** A person who has written to the bot before: nobody else may be written to. */
    private long newChat() throws IOException, InterruptedException {
        long chat = nextChat++;
        stack.emulator().ask("POST", "/admin/users/" + chat + "/messages", Map.of("text", "hello"));
        return chat;
    }

    private Instant seen(long chat) throws IOException, InterruptedException {
        journal.readOn();
        List<Instant> stickers = journal.stickersIn(chat);
        if (stickers.size() != 1) {
            throw new BenchFailed("chat " + chat + " has " + stickers.size() + " stickers instead of one");
        }
        return stickers.getFirst();
    }

    private static List<Times> await(List<Running> running) throws Exception {
        List<Times> times = new ArrayList<>();
        for (Running each : running) {
            times.add(each.await());
        }
        return times;
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private void print(List<Measured> measured) {
        boolean node = measured.stream().allMatch(each -> !each.all().isEmpty());
        out.beginTables();
        out.println("Step 7, in ms, medians of " + photos + ": when the user sees the sticker, when both are done");
        if (!node) {
            out.println("There is no `node` on this machine: its two columns are missing.");
        }
        out.printf(
                "%6s %6s | %-19s | %-19s | %-19s%n", "SEND", "UPLOAD", "NODE, ONE BY ONE", "NODE, PROMISE.ALL", "OURS");
        out.printf("%6s %6s | %9s %9s | %9s %9s | %9s %9s%n", "", "", "seen", "done", "seen", "done", "seen", "done");
        chart(measured);
        measured.forEach(each -> out.printf(
                "%6d %6d | %s | %s | %s%n",
                each.send().toMillis(),
                each.upload().toMillis(),
                cells(each.sequence()),
                cells(each.all()),
                cells(each.ours())));
        out.println("(one by one: uploaded, then sent; the other way round the user waits less, both take as long)");
        out.println();
        out.printf(
                Locale.ROOT,
                "step7: seen at send + %.0f ms (aim: 20), both done at the longer + %.0f ms (aim: 50)%s%n",
                worst(measured, Measured::ours, Times::seen, each -> each.send().toMillis()),
                worst(measured, Measured::ours, Times::done, Measured::longer),
                node
                        ? String.format(
                                Locale.ROOT,
                                "; Promise.all: + %.0f, + %.0f",
                                worst(
                                        measured,
                                        Measured::all,
                                        Times::seen,
                                        each -> each.send().toMillis()),
                                worst(measured, Measured::all, Times::done, Measured::longer))
                        : "");
        out.flush();
    }

    private void chart(List<Measured> measured) {
        List<String> along = measured.stream()
                .map(each -> each.send().toSeconds() + " s / "
                        + String.format(Locale.ROOT, "%.1f", each.upload().toMillis() / 1000.0) + " s")
                .toList();
        Map<String, List<@Nullable Double>> series = new LinkedHashMap<>();
        Map<String, Function<Measured, List<Times>>> ways = new LinkedHashMap<>();
        ways.put("Node, one by one", Measured::sequence);
        ways.put("Node, Promise.all", Measured::all);
        ways.put("ours", Measured::ours);
        ways.forEach((name, way) -> {
            if (measured.stream().noneMatch(each -> way.apply(each).isEmpty())) {
                List<@Nullable Double> medians = new ArrayList<>();
                measured.forEach(each -> medians.add(median(way.apply(each), Times::done)));
                series.put(name, medians);
            }
        });
        measured.forEach(each -> out.figure(
                "ours, both done, send " + each.send().toMillis() + " ms, upload "
                        + each.upload().toMillis() + " ms",
                Sample.of(each.ours().stream().map(Times::done).toList())));
        out.chart(new Chart(
                "step7", "Until both are done, ms, by the time of send / upload", Chart.Kind.BARS, along, series));
    }

    private static String cells(List<Times> times) {
        return times.isEmpty()
                ? "%9s %9s".formatted("-", "-")
                : String.format(Locale.ROOT, "%9.0f %9.0f", median(times, Times::seen), median(times, Times::done));
    }

    /** How much the worst pair's median is above what it can't be below. */
    private static double worst(
            List<Measured> measured,
            Function<Measured, List<Times>> way,
            ToDoubleFunction<Times> part,
            ToDoubleFunction<Measured> bound) {
        return measured.stream()
                .mapToDouble(each -> median(way.apply(each), part) - bound.applyAsDouble(each))
                .max()
                .orElseThrow();
    }

    private static double median(List<Times> times, ToDoubleFunction<Times> part) {
        return Sample.of(times.stream().map(part::applyAsDouble).toList()).median();
    }
}

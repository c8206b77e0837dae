package io.stickermill.benchmarks.chaos;

import io.stickermill.benchmarks.BenchFailed;
import io.stickermill.benchmarks.ChatJournal;
import io.stickermill.benchmarks.Sample;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.localstack.parts.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A day in minutes: people send photos at random, few at night and many at noon; some photos are no images, some people block the
 * bot, Telegram now and then says 429, and each service is restarted once in the first half. What the processes hold is looked at
 * when it begins, at noon and when it has ended: between noon and the end nothing may have grown but tables and topics.
 */
public final class DayBench {

    /** What one maker on two busy cores keeps up with at noon, which has nearly twice as many. */
    private static final double PER_SECOND = 0.2;

    private static final int CHATS = 100;
    private static final int NO_IMAGES = 3;
    private static final int BLOCKS = 1;

    /** Telegram refuses so often in a day. */
    private static final int REFUSALS = 8;

    private final Path home;
    private final List<Path> photos;
    private final Duration day;
    private final long seed;
    private final Printout out;
    private final Map<String, Vitals> vitals = new LinkedHashMap<>();
    private Instant begin = Instant.EPOCH;

    /**
     * @param home folder of the stack, empty
     * @param photos that are sent
     * @param day how long it is
     * @param seed of who sends what when
     */
    public DayBench(Path home, List<Path> photos, Duration day, long seed, Printout out) {
        this.home = home;
        this.photos = List.copyOf(photos);
        this.day = day;
        this.seed = seed;
        this.out = out;
    }

    /** @throws BenchFailed if a photo was lost, or its sticker came more often than it may have */
    public void run() throws Exception {
        begin = Instant.now();
        try (ChaosStack stack = new ChaosStack(home, (part, what) -> say(part + " " + what))) {
            Thread onSignal = new Thread(() -> close(stack), "stop-day");
            Runtime.getRuntime().addShutdownHook(onSignal);
            stack.start();
            var manners = new Crowd.Manners(CHATS, NO_IMAGES, BLOCKS, 0, new DayCurve(day, PER_SECOND));
            try (Crowd crowd = new Crowd(stack, photos, seed, manners)) {
                look(stack, "BEGIN");
                begin = Instant.now();
                crowd.start();
                live(stack);
                crowd.stop();
                Rest.await(stack, crowd.sent(), crowd.packs(), List.of(), this::say);
                look(stack, "END");
                say("what came of it is looked at");
                print(stack, Evidence.of(stack, crowd.sent(), crowd.packs(), Map.of()));
            }
            Runtime.getRuntime().removeShutdownHook(onSignal);
        }
    }

    /** Something that happens in the course of the day. */
    private record Event(Duration at, String what, Disturbance.Action action) {}

    private void live(ChaosStack stack) throws Exception {
        List<Event> events = new ArrayList<>();
        Service[] services = Service.values();
        for (int i = 0; i < services.length; i++) {
            String name = services[i].serviceName();
            events.add(new Event(part(i + 1, 2 * (services.length + 1)), name + " is restarted", (it, _) -> {
                it.awaitReady();
                it.stop(name);
                it.start(name);
            }));
        }
        for (int i = 0; i < REFUSALS; i++) {
            events.add(new Event(
                    part(2 * i + 1, 2 * REFUSALS),
                    "Telegram says 429 twice",
                    (it, _) -> it.emulator().ask("PUT", "/admin/faults", List.of(Evidence.tooMany(2)))));
        }
        events.add(new Event(part(1, 2).plusSeconds(1), "noon", (it, _) -> {
            it.awaitReady();
            look(it, "NOON");
        }));
        events.sort(Comparator.comparing(Event::at));
        var random = new Random(seed);
        for (Event event : events) {
            sleepUntil(event.at());
            say(event.what());
            event.action().run(stack, random);
        }
        sleepUntil(day);
        stack.awaitReady();
    }

    private Duration part(int number, int of) {
        return day.multipliedBy(number).dividedBy(of);
    }

    private void sleepUntil(Duration time) throws InterruptedException {
        Thread.sleep(
                Math.max(0, Duration.between(Instant.now(), begin.plus(time)).toMillis()));
    }

    private void look(ChaosStack stack, String when) throws Exception {
        vitals.put(when, Vitals.of(stack));
    }

    private void print(ChaosStack stack, Evidence evidence) throws IOException, InterruptedException {
        List<String> lost = Guarantees.lost(evidence);
        List<String> doubled = Guarantees.doubled(evidence);
        List<Double> waits = waits(stack, evidence.photos());
        out.beginTables();
        out.printf(
                "%d photos, %d stickers: lost %d, doubled %d%n",
                evidence.photos().size(), waits.size(), lost.size(), doubled.size());
        if (!waits.isEmpty()) {
            Sample sample = Sample.of(waits);
            out.figure("from photo to sticker", sample);
            out.printf(
                    "from photo to sticker, s: p50 %.1f, p95 %.1f, p99 %.1f, most %.1f%n",
                    sample.median() / 1000,
                    sample.percentile(95) / 1000,
                    sample.percentile(99) / 1000,
                    sample.percentile(100) / 1000);
        }
        new VitalsTable(out).print(vitals);
        if (!lost.isEmpty() || !doubled.isEmpty()) {
            throw new BenchFailed(String.join(
                    "; ", Stream.concat(lost.stream(), doubled.stream()).toList()));
        }
    }

    /** From the photo in its chat to the sticker, in ms, of those that became one. */
    private static List<Double> waits(ChaosStack stack, List<Photo> photos) throws IOException, InterruptedException {
        ChatJournal journal = new ChatJournal(stack.emulator());
        journal.readOn();
        return photos.stream()
                .map(photo -> new ChatJournal.Photo(photo.chat(), photo.messageId()))
                .filter(photo -> !journal.stickersFor(photo).isEmpty())
                .map(photo -> (double) Duration.between(
                                journal.arrivalOf(photo),
                                journal.stickersFor(photo).getFirst())
                        .toMillis())
                .toList();
    }

    private void say(String what) {
        out.printf("%7s  %s%n", ChaosTables.seconds(Duration.between(begin, Instant.now())), what);
        out.flush();
    }

    private static void close(ChaosStack stack) {
        try {
            stack.close();
        } catch (IOException e) {
            // The JVM ends anyway.
        }
    }
}

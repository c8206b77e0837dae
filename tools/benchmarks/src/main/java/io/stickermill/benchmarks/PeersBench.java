package io.stickermill.benchmarks;

import io.stickermill.benchmarks.ChatJournal.Photo;
import io.stickermill.benchmarks.Contestant.Slots;
import io.stickermill.benchmarks.NodePeer.Making;
import io.stickermill.benchmarks.NodePeer.Queue;
import io.stickermill.benchmarks.PeerFigures.Burst;
import io.stickermill.benchmarks.report.Chart;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.common.Until;
import io.stickermill.localstack.parts.BuildOutputs;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.supervisor.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ours beside what people would run instead, in turns on the same emulator, storage and PostgreSQL: a worker behind BullMQ and
 * Redis, and one behind a table that is asked every two seconds. First with the model, then with a provider elsewhere.
 */
public final class PeersBench {

    private static final Duration PROVIDER_TAKES = Duration.ofSeconds(2);
    private static final List<String> PARTS = List.of("emulator", "postgres", "broker", "s3", "registry");
    private static final List<String> SOURCES = List.of("photos/person-astronaut-512.jpg", "photos/cat-451.jpg");
    private static final int MEGAPIXEL = 1_000_000;

    private static final long FIRST_CHAT = 500_000;

    /** More than are ever under way at once, fewer than all: most people come back. */
    private static final int CHATS = 300;

    /** Users don't all press at the same moment. */
    private static final int SENT_PER_SECOND = 20;

    private static final Duration FOR_A_PHOTO = Duration.ofSeconds(10);
    private static final Duration MEMORY_LOOK = Duration.ofSeconds(3);

    private final Path home;
    private final PeersSelection selection;
    private final Extent extent;
    private final Supervisor.Listener listener;
    private final Printout out;

    private final List<PeersAim> aims = new ArrayList<>();
    private int done;
    private int sent;

    /**
     * How much is measured.
     *
     * @param turns of each contestant with the model
     * @param photos of each turn
     * @param warmUp photos before each turn with the model
     * @param waits photos that are sent one a second, in each turn
     * @param slots photos at once that the provider is given, one number after the other
     * @param rounds photos that each slot gets then
     * @param fastWarmUp photos before, which the provider answers at once
     */
    public record Extent(
            int turns, int photos, int warmUp, int waits, List<Integer> slots, int rounds, int fastWarmUp) {

        public static final Extent QUICK = new Extent(2, 20, 6, 12, List.of(1, 4), 6, 100);
        public static final Extent FULL = new Extent(2, 150, 24, 30, List.of(1, 2, 4, 8), 10, 300);
    }

    /**
     * @param home folder of the stacks, empty
     * @param listener hears of the stacks' parts
     */
    public PeersBench(Path home, PeersSelection selection, Extent extent, Supervisor.Listener listener, Printout out) {
        this.home = home;
        this.selection = selection;
        this.extent = extent;
        this.listener = listener;
        this.out = out;
    }

    /**
     * Prints the tables. A peer that this machine has not what it needs for is said and left out.
     *
     * @throws BenchFailed if a photo did not become one sticker, one object and one row
     */
    public void run() throws Exception {
        if (selection.has(PeersSelection.MODEL)) {
            withModel();
        }
        if (selection.has(PeersSelection.PROVIDER)) {
            withProvider();
        }
        out.beginTables();
        out.printf("%nChecked: %d photos, each delivered once, stored once, and with its row.%n", done);
        aims.forEach(aim -> {
            out.println("peers: " + aim);
            out.figure(aim.what(), "ratio", aim.found(), aim.wanted());
        });
        out.flush();
    }

    private void withModel() throws Exception {
        List<byte[]> photos = photos(MEGAPIXEL, 12 * MEGAPIXEL);
        Map<String, PeerFigures> found = new LinkedHashMap<>();
        // A sticker and nothing beside it: no other cut-outs are made ahead, for the peers make none.
        try (Stage stage = new Stage(
                PeersSelection.MODEL, Map.of("stickermill.maker.sure", "0"), Map.of(), PeersBench::makingByModel)) {
            for (int turn = 0; turn < extent.turns(); turn++) {
                for (Contestant each : stage.contestants()) {
                    PeerFigures figures = found.computeIfAbsent(each.name(), _ -> new PeerFigures());
                    stage.turn(each, each.usual(), turns -> {
                        turns.burst(photos, extent.warmUp());
                        figures.add(turns.burst(photos, extent.photos()));
                        figures.addWaits(turns.oneASecond(photos, extent.waits()));
                    });
                    progress(each.name(), figures);
                }
            }
        }
        print("With the model, photos of 1 and 12 megapixels", found);
        chart("peers-model", "With the model", found);
        aims.addAll(PeersAim.ofModel(found));
    }

    private static Making makingByModel(Path programs) throws PeerMissing, IOException {
        return Making.model(
                PeerPrograms.model(programs)
                        .orElseThrow(() -> new PeerMissing("this was built without a segmentation model")),
                1);
    }

    private void withProvider() throws Exception {
        List<byte[]> photos = photos(MEGAPIXEL);
        Map<String, PeerFigures> found = new LinkedHashMap<>();
        Map<Integer, PeerFigures> instances = new LinkedHashMap<>();
        Map<String, PeerFigures> atMost = new LinkedHashMap<>();
        int most = extent.slots().stream().max(Comparator.naturalOrder()).orElseThrow();
        try (RemoteProvider provider = new RemoteProvider();
                Stage stage = new Stage(
                        PeersSelection.PROVIDER,
                        Map.of("provider.url", provider.url().toString(), "stickermill.segmentation.model", "none"),
                        Map.of(
                                Service.GENERATION,
                                List.of(
                                        BuildOutputs.locate()
                                                .microbenchmarksJar()
                                                .toString(),
                                        "generation")),
                        _ -> Making.provider(provider.url()))) {
            for (int slots : extent.slots()) {
                for (Contestant each : stage.contestants()) {
                    for (Slots shape : shapes(each, slots)) {
                        PeerFigures figures = new PeerFigures();
                        stage.turn(each, shape, turns -> {
                            provider.takes(Duration.ZERO);
                            turns.burst(photos, extent.fastWarmUp());
                            provider.takes(PROVIDER_TAKES);
                            figures.add(turns.burst(photos, slots * extent.rounds()));
                            if (slots == most) {
                                figures.addWaits(turns.oneASecond(photos, extent.waits()));
                            }
                        });
                        String name = "%s %d x %d".formatted(each.name(), shape.processes(), shape.each());
                        found.put(name, figures);
                        progress(name, figures);
                        if (each instanceof Ours && shape.each() == 1) {
                            instances.put(slots, figures);
                        }
                        if (slots == most && shape.processes() == 1) {
                            atMost.put(each.name(), figures);
                        }
                    }
                }
            }
        }
        print(
                "With a provider that takes " + PROVIDER_TAKES.toSeconds()
                        + " s (processes x photos at once in each), photos of 1 megapixel",
                found);
        chart("peers-provider", "With a provider that takes 2 s", found);
        PeersAim.ofInstances(instances).ifPresent(aims::add);
        PeersAim.ofPipeline(most, atMost).ifPresent(aims::add);
    }

    /** Ours with so many instances, and with so many slots in one; the peers with so many jobs at once in one process. */
    private static List<Slots> shapes(Contestant contestant, int slots) {
        return contestant instanceof Ours && slots > 1
                ? List.of(new Slots(slots, 1), new Slots(1, slots))
                : List.of(new Slots(1, slots));
    }

    /** What the peers make stickers with, given the folder of their programs. */
    @FunctionalInterface
    private interface Means {
        Making of(Path programs) throws PeerMissing, IOException;
    }

    /** What a contestant does in its turn. */
    @FunctionalInterface
    private interface Work {
        void on(Turns turns) throws Exception;
    }

    /** The parts that all use, and those who take turns on them. */
    private final class Stage implements AutoCloseable {
        private final BenchStack stack;
        private final ChatJournal journal;
        private final List<Contestant> contestants = new ArrayList<>();
        private final Thread onExit = new Thread(this::end, "stop-peers");

        /**
         * @param settings of our services
         * @param programs in place of our services' jars
         */
        Stage(String name, Map<String, String> settings, Map<Service, List<String>> programs, Means means)
                throws IOException, InterruptedException {
            stack = new BenchStack(home.resolve(name), settings, programs, listener);
            Runtime.getRuntime().addShutdownHook(onExit);
            stack.startParts(PARTS);
            journal = new ChatJournal(stack.emulator());
            stack.withoutLimits();
            if (selection.has(PeersSelection.OURS)) {
                contestants.add(new Ours(stack));
            }
            for (Queue queue : Queue.values()) {
                if (selection.has(queue.key())) {
                    try {
                        contestants.add(peer(queue, means));
                    } catch (PeerMissing missing) {
                        say(queue.key() + " is left out: " + missing.getMessage());
                    }
                }
            }
        }

        private NodePeer peer(Queue queue, Means means) throws PeerMissing, IOException, InterruptedException {
            if (queue == Queue.BULLMQ) {
                RedisServer.find();
            }
            Path programs = PeerPrograms.install(Microbenchmark.foreign("peers"));
            return new NodePeer(queue, means.of(programs), stack, programs);
        }

        /** Those that are wanted and possible, in the order of their turns. */
        List<Contestant> contestants() {
            return contestants;
        }

        void turn(Contestant contestant, Slots slots, Work work) throws Exception {
            try {
                contestant.begin(slots);
                work.on(new Turns(stack, journal, contestant));
            } finally {
                contestant.end();
            }
        }

        private void end() {
            contestants.forEach(Contestant::close);
            stack.close();
        }

        @Override
        public void close() {
            end();
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException theJvmEnds) {
                // The hook runs already.
            }
        }
    }

    /** Each source in each size; those of a size differ only in what they show. */
    private static List<byte[]> photos(int... sizes) throws IOException {
        Path root = BuildOutputs.locate().root();
        List<byte[]> photos = new ArrayList<>();
        for (String source : SOURCES) {
            for (int pixels : sizes) {
                photos.add(LargePhotos.enlarged(root.resolve(source), pixels));
            }
        }
        return photos;
    }

    /** Photos are sent to one contestant, and what comes of them is measured. */
    private final class Turns {
        private final BenchStack stack;
        private final ChatJournal journal;
        private final Contestant contestant;

        Turns(BenchStack stack, ChatJournal journal, Contestant contestant) {
            this.stack = stack;
            this.journal = journal;
            this.contestant = contestant;
        }

        Burst burst(List<byte[]> photos, int count) throws Exception {
            Map<String, Duration> before = cpu();
            long most;
            List<Photo> all;
            try (ProcessMemory memory = ProcessMemory.watch(
                    () -> contestant.processes().values().stream()
                            .mapToLong(ProcessTree::megabytes)
                            .sum(),
                    MEMORY_LOOK)) {
                all = send(photos, count, SENT_PER_SECOND);
                most = memory.most();
            }
            Map<String, Duration> used = new LinkedHashMap<>();
            cpu().forEach((part, now) -> used.put(part, now.minus(before.getOrDefault(part, now))));
            Instant first = all.stream()
                    .map(journal::arrivalOf)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Instant last = all.stream()
                    .map(this::answer)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return new Burst(count, Duration.between(first, last), used, most);
        }

        List<Double> oneASecond(List<byte[]> photos, int count) throws Exception {
            return send(photos, count, 1).stream()
                    .map(photo -> Duration.between(journal.arrivalOf(photo), answer(photo))
                                    .toNanos()
                            / 1e6)
                    .toList();
        }

        /** Returns when all is done and right. */
        private List<Photo> send(List<byte[]> photos, int count, int perSecond) throws Exception {
            int first = sent;
            sent += count;
            List<Photo> all = Metronome.run(perSecond, count, number -> {
                long chat = FIRST_CHAT + (first + number) % CHATS;
                return new Photo(chat, stack.sendPhoto(chat, photos.get(number % photos.size())));
            });
            long missing = Until.every(Duration.ofMillis(100))
                    .forAtMost(FOR_A_PHOTO.multipliedBy(count + 6L))
                    .answer(
                            () -> {
                                journal.readOn();
                                return all.stream()
                                        .filter(photo ->
                                                journal.stickersFor(photo).isEmpty())
                                        .count();
                            },
                            number -> number == 0);
            if (missing > 0) {
                throw new BenchFailed(contestant.name() + " has no sticker for " + missing + " of " + count
                        + " photos. What it said: " + stack.home().folder());
            }
            contestant.check(journal, all);
            done += count;
            return all;
        }

        private Instant answer(Photo photo) {
            return journal.stickersFor(photo).getFirst();
        }

        private Map<String, Duration> cpu() {
            Map<String, Duration> used = new LinkedHashMap<>();
            contestant.processes().forEach((name, process) -> used.put(name, process.cpu()));
            Map<String, Duration> parts = stack.cpu();
            Stream.of(PeerFigures.EMULATOR, PeerFigures.BENCH)
                    .forEach(name -> used.put(name, parts.getOrDefault(name, Duration.ZERO)));
            return used;
        }
    }

    private void progress(String name, PeerFigures figures) {
        say(String.format(
                Locale.ROOT,
                "%-14s so far %d photos, %.2f a second, %.0f ms of CPU each",
                name,
                figures.photos(),
                figures.rate(),
                figures.cpu()));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private void chart(String name, String title, Map<String, PeerFigures> found) {
        List<String> names = List.copyOf(found.keySet());
        List<@Nullable Double> rates = new ArrayList<>();
        List<@Nullable Double> cpu = new ArrayList<>();
        found.forEach((who, figures) -> {
            rates.add(figures.rate());
            cpu.add(figures.cpu());
            out.figure(title + ", " + who + ", photos a second", "1/s", figures.rate(), null);
            out.figure(title + ", " + who + ", CPU a photo", "ms", figures.cpu(), null);
            figures.waits().ifPresent(waits -> out.figure(title + ", " + who + ", at one a second", waits));
        });
        out.chart(new Chart(
                name + "-rate", title + ": photos a second", Chart.Kind.BARS, names, Map.of("photos/s", rates)));
        out.chart(new Chart(name + "-cpu", title + ": CPU a photo, ms", Chart.Kind.BARS, names, Map.of("CPU", cpu)));
    }

    private void print(String title, Map<String, PeerFigures> found) {
        out.beginTables();
        out.printf("%n%s%n", title);
        out.printf(
                "%-14s %6s %9s | %10s %9s %7s | %8s | %8s %8s%n",
                "", "PHOTOS", "PHOTOS/S", "CPU, MS", "EMULATOR", "BENCH", "PSS, MB", "AT 1/S", "P95, MS");
        found.forEach((name, figures) -> {
            Optional<Sample> waits = figures.waits();
            out.printf(
                    Locale.ROOT,
                    "%-14s %6d %9.2f | %10.1f %9.1f %7.1f | %8d | %8s %8s%n",
                    name,
                    figures.photos(),
                    figures.rate(),
                    figures.cpu(),
                    figures.cpuOf(PeerFigures.EMULATOR),
                    figures.cpuOf(PeerFigures.BENCH),
                    figures.megabytes(),
                    waits.map(sample -> rounded(sample.median())).orElse("-"),
                    waits.map(sample -> rounded(sample.percentile(95))).orElse("-"));
        });
        out.println("(CPU a photo of all of its processes; what stands for Telegram and its users is told apart)");
        found.forEach((name, figures) -> out.printf("%-14s %s%n", name, figures.parts()));
        out.endTables();
        out.flush();
    }

    private static String rounded(double millis) {
        return Long.toString(Math.round(millis));
    }
}

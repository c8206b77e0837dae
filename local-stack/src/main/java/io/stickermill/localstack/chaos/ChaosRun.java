package io.stickermill.localstack.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** Starts a stack, lets people send photos, disturbs it at seeded moments, waits until it has come to rest, and judges. */
public final class ChaosRun {

    private static final Duration BETWEEN_PHOTOS = Duration.ofMillis(2100);
    private static final Duration REST = Duration.ofMinutes(6);
    private static final Duration PROBE = Duration.ofMinutes(2);
    private static final long FIRST_PROBE_CHAT = 1_000;

    private final Settings settings;
    private final PrintWriter out;
    private final Random random;
    private final Map<String, Duration> recovery = new LinkedHashMap<>();
    private final List<Blow> blows = new ArrayList<>();
    private long probeChat = FIRST_PROBE_CHAT;
    private Instant begin = Instant.EPOCH;

    /** A disturbance, from its begin to its end. */
    private record Blow(String name, Instant at, Instant over) {

        boolean fellOn(Evidence.Send send) {
            return at.isBefore(send.ended()) && over.isAfter(send.began());
        }

        Duration until(Evidence.Send send) {
            return Duration.between(at.isAfter(send.began()) ? at : send.began(), send.ended());
        }
    }

    /**
     * What a run is made of.
     *
     * @param home folder of the stack, empty
     * @param photos images to send
     * @param seed of all choices: which photos, which disturbances, when
     * @param length how long disturbances go on; zero for the few that hurt most, once each
     * @param only a part of the names of those that are wanted, instead of the few or all
     */
    public record Settings(Path home, List<Path> photos, long seed, Duration length, Optional<String> only) {

        private boolean isShort() {
            return length.isZero();
        }
    }

    public ChaosRun(Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
        this.random = new Random(settings.seed());
    }

    /** True if every guarantee held; the table says which did not. */
    public boolean run() throws Exception {
        begin = Instant.now();
        try (ChaosStack stack = new ChaosStack(settings.home(), (part, what) -> say(part + " " + what))) {
            Thread onSignal = new Thread(() -> closeQuietly(stack), "stop-chaos");
            Runtime.getRuntime().addShutdownHook(onSignal);
            stack.start();
            // Between its leaving and its arrival a message is late by what a process takes for its first call.
            stack.emulator().ask("PUT", "/admin/limits", Map.of("grace_ms", 1000));
            Evidence evidence;
            try (Crowd crowd = new Crowd(stack, settings.photos(), settings.seed(), BETWEEN_PHOTOS)) {
                recovery.put("(nothing)", probe(stack, crowd));
                crowd.start();
                disturb(stack, crowd);
                crowd.close();
                stack.awaitReady();
                awaitRest(stack, crowd.sent());
                evidence = Evidence.of(stack, crowd.sent());
            }
            boolean held = report(evidence);
            Runtime.getRuntime().removeShutdownHook(onSignal);
            return held;
        }
    }

    private void disturb(ChaosStack stack, Crowd crowd) throws Exception {
        Instant end = Instant.now().plus(settings.length());
        List<Disturbance> deck = new ArrayList<>();
        do {
            if (deck.isEmpty()) {
                deck.addAll(chosen());
                Collections.shuffle(deck, random);
            }
            if (deck.isEmpty()) {
                throw new IllegalArgumentException("There is no disturbance of that name; there are "
                        + Disturbances.all().stream().map(Disturbance::name).toList());
            }
            Disturbance next = deck.removeLast();
            Thread.sleep(500 + random.nextInt(2500));
            say("--- " + next.name());
            Instant at = Instant.now();
            FutureTask<Void> action = new FutureTask<>(() -> {
                next.action().run(stack, random);
                return null;
            });
            Thread.ofVirtual().name("disturbance").start(action);
            Duration took = probe(stack, crowd);
            action.get();
            blows.add(new Blow(next.name(), at, Instant.now()));
            recovery.merge(next.name(), took, (a, b) -> a.compareTo(b) > 0 ? a : b);
            say("    a photo of another chat took " + seconds(took));
            stack.awaitReady();
        } while (settings.isShort() ? !deck.isEmpty() : Instant.now().isBefore(end));
    }

    private List<Disturbance> chosen() {
        return settings.only()
                .map(name -> Disturbances.all().stream()
                        .filter(disturbance -> disturbance.name().contains(name))
                        .toList())
                .orElseGet(() -> settings.isShort() ? Disturbances.few() : Disturbances.all());
    }

    /** How long somebody waits who sends their first photo right now. */
    private Duration probe(ChaosStack stack, Crowd crowd) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Photo photo = crowd.send(probeChat++);
        while (Duration.between(start, Instant.now()).compareTo(PROBE) < 0) {
            boolean arrived = stack.user(photo.chat()).fromBot().stream().anyMatch(message -> message.has("sticker"));
            if (arrived) {
                break;
            }
            Thread.sleep(100);
        }
        return Duration.between(start, Instant.now());
    }

    /** Until every job has ended and nobody lags; what is not at rest then is judged as it is. */
    private void awaitRest(ChaosStack stack, List<Photo> photos) throws Exception {
        Instant deadline = Instant.now().plus(REST);
        String before = "";
        while (Instant.now().isBefore(deadline)) {
            long open = open(stack, photos);
            Map<String, Long> lag = lag(stack);
            if (open == 0 && lag.values().stream().allMatch(behind -> behind == 0)) {
                // Status messages and the last rows may be a moment behind.
                Thread.sleep(3000);
                return;
            }
            String now = open + " photos open, lag " + lag;
            if (!now.equals(before)) {
                say("waiting: " + now);
                before = now;
            }
            Thread.sleep(2000);
        }
        say("not at rest after " + REST.toMinutes() + " minutes");
    }

    private static long open(ChaosStack stack, List<Photo> photos) throws SQLException {
        var ended = stack.rows("select id from history.jobs where ended_at is not null").stream()
                .map(row -> row.get("id"))
                .collect(Collectors.toSet());
        return photos.stream().filter(photo -> !ended.contains(photo.jobId())).count();
    }

    private static Map<String, Long> lag(ChaosStack stack) throws ExecutionException, InterruptedException {
        return new BrokerHands(stack.bootstrap()).lag();
    }

    private boolean report(Evidence evidence) {
        Map<String, Long> states =
                evidence.photos().stream().collect(Collectors.groupingBy(evidence::stateOf, Collectors.counting()));
        long unknown = evidence.photos().stream()
                .mapToLong(photo -> Guarantees.unknownOutcomes(evidence, photo))
                .sum();
        long surplus = evidence.photos().stream()
                .mapToLong(photo -> Math.max(0, evidence.stickersFor(photo).size() - 1))
                .sum();
        out.println();
        Map<String, Duration> interrupted = interruptedSends(evidence);
        out.printf("%-34s %14s %18s%n", "WORST OF", "ANOTHER CHAT'S", "SENDS INTERRUPTED");
        out.printf("%-34s %14s %18s%n", "", "PHOTO TOOK", "CAME AFTER");
        recovery.forEach((name, took) -> out.printf(
                "%-34s %14s %18s%n",
                name, seconds(took), interrupted.containsKey(name) ? seconds(interrupted.get(name)) : ""));
        out.println();
        out.printf("%-22s %d%n", "accepted", evidence.photos().size());
        states.forEach((state, count) -> out.printf("%-22s %d%n", state, count));
        out.printf("%-22s %d%n", "dead-lettered", evidence.deadLetters());
        out.printf("%-22s %d%n", "lost", Guarantees.lost(evidence).size());
        out.printf("%-22s %d (unknown outcomes: %d)%n", "doubled", surplus, unknown);
        out.printf(
                "%-22s %d%n",
                "status forgotten",
                evidence.standingStatus().stream().filter(evidence::isForgotten).count());
        out.println();
        boolean held = true;
        for (Guarantee guarantee : Guarantees.all()) {
            List<String> broken = guarantee.broken(evidence);
            held &= broken.isEmpty();
            out.printf("%-7s %s%n", broken.isEmpty() ? "held" : "BROKEN", guarantee.promise());
            broken.stream().limit(10).forEach(line -> out.println("        " + line));
            if (broken.size() > 10) {
                out.println("        and " + (broken.size() - 10) + " more");
            }
        }
        out.printf(
                "seed %d, %d disturbances of %d kinds, %s in all: %s%n",
                settings.seed(),
                probeChat - FIRST_PROBE_CHAT - 1,
                recovery.size() - 1,
                seconds(Duration.between(begin, Instant.now())),
                held ? "every guarantee held" : "a guarantee was broken");
        out.flush();
        return held;
    }

    /** How long after a disturbance the last sticker came whose send it had left with an unknown outcome. */
    private Map<String, Duration> interruptedSends(Evidence evidence) {
        Map<String, Duration> worst = new HashMap<>();
        for (Evidence.Send send : evidence.interruptedSends()) {
            blows.stream()
                    .filter(blow -> blow.fellOn(send))
                    .findFirst()
                    .ifPresent(
                            blow -> worst.merge(blow.name(), blow.until(send), (a, b) -> a.compareTo(b) > 0 ? a : b));
        }
        return worst;
    }

    private synchronized void say(String what) {
        out.printf("%7s  %s%n", seconds(Duration.between(begin, Instant.now())), what);
        out.flush();
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private static void closeQuietly(ChaosStack stack) {
        try {
            stack.close();
        } catch (IOException e) {
            // The JVM ends anyway.
        }
    }
}

package io.stickermill.benchmarks.chaos;

import io.stickermill.common.Until;
import io.stickermill.localstack.parts.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** Starts a stack, lets people send photos, disturbs it at seeded moments, waits until it has come to rest, and judges. */
public final class ChaosRun {

    private static final Duration BETWEEN_PHOTOS = Duration.ofMillis(2100);
    private static final Crowd.Manners MANNERS = new Crowd.Manners(10, 10, 0, 8, (_, _) -> BETWEEN_PHOTOS);
    private static final Duration PROBE = Duration.ofMinutes(2);
    private static final long FIRST_PROBE_CHAT = 1_000;

    private final Settings settings;
    private final PrintWriter out;
    private final Random random;
    private final Map<String, List<Duration>> waits = new LinkedHashMap<>();
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

    /** Prints the result, too. */
    public RunResult run() throws Exception {
        begin = Instant.now();
        try (ChaosStack stack = new ChaosStack(settings.home(), (part, what) -> say(part + " " + what))) {
            Thread onSignal = new Thread(() -> closeQuietly(stack), "stop-chaos");
            Runtime.getRuntime().addShutdownHook(onSignal);
            stack.start();
            stack.scale(Service.GENERATION, 2);
            stack.scale(Service.DELIVERY, 2);
            stack.awaitReady();
            // What a message is late between its leaving and its arrival, on a machine that is busy.
            stack.emulator().ask("PUT", "/admin/limits", Map.of("grace_ms", 300));
            Evidence evidence;
            try (Crowd crowd = new Crowd(stack, settings.photos(), settings.seed(), MANNERS);
                    PaidOrders paid = new PaidOrders(stack, settings.photos(), settings.seed())) {
                waited(RunResult.NOTHING, probe(stack, crowd));
                crowd.start();
                if (!settings.isShort()) {
                    // Each costs as much as a photo, and two cores have enough to do.
                    paid.start();
                }
                disturb(stack, crowd);
                crowd.stop();
                stack.awaitReady();
                paid.stop();
                Rest.await(stack, crowd.sent(), crowd.packs(), paid.jobs().keySet(), this::say);
                evidence = Evidence.of(stack, crowd.sent(), crowd.packs(), paid.jobs());
            }
            RunResult result = judge(evidence);
            new ChaosTables(out).print(result);
            Runtime.getRuntime().removeShutdownHook(onSignal);
            return result;
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
            waited(next.name(), took);
            say("    a photo of another chat took " + ChaosTables.seconds(took));
            stack.awaitReady();
        } while (settings.isShort() ? !deck.isEmpty() : Instant.now().isBefore(end));
    }

    private void waited(String disturbance, Duration took) {
        waits.computeIfAbsent(disturbance, _ -> new ArrayList<>()).add(took);
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
        Until.every(Duration.ofMillis(100))
                .forAtMost(PROBE)
                .isTrue(() -> stack.user(photo.chat()).fromBot().stream().anyMatch(message -> message.has("sticker")));
        return Duration.between(start, Instant.now());
    }

    private RunResult judge(Evidence evidence) {
        Map<String, List<String>> broken = new LinkedHashMap<>();
        List<Guarantee> guarantees = new ArrayList<>(Guarantees.all());
        if (!settings.isShort()) {
            guarantees.add(Guarantees.ofPaidOrders());
            guarantees.add(Guarantees.ofTheBooks());
        }
        for (Guarantee guarantee : guarantees) {
            broken.put(guarantee.promise(), guarantee.broken(evidence));
        }
        return new RunResult(
                settings.seed(),
                Duration.between(begin, Instant.now()),
                waits,
                interruptedSends(evidence),
                evidence.photos().size(),
                evidence.photos().stream().collect(Collectors.groupingBy(evidence::stateOf, Collectors.counting())),
                evidence.deadLetters(),
                Guarantees.lost(evidence).size(),
                evidence.paid().jobs().size(),
                evidence.paid().succeeded(),
                evidence.paid().unknown(),
                evidence.photos().stream()
                        .mapToLong(
                                photo -> Math.max(0, evidence.stickersFor(photo).size() - 1))
                        .sum(),
                evidence.photos().stream()
                        .mapToLong(photo -> Guarantees.unknownOutcomes(evidence, photo))
                        .sum(),
                evidence.standingStatus().stream().filter(evidence::isForgotten).count(),
                broken);
    }

    /** How long after a disturbance the last sticker came whose send it had left with an unknown outcome. */
    private Map<String, Duration> interruptedSends(Evidence evidence) {
        Map<String, Duration> worst = new HashMap<>();
        for (Evidence.Send send : evidence.interruptedSends()) {
            blows.stream()
                    .filter(blow -> blow.fellOn(send))
                    .findFirst()
                    .ifPresent(blow -> worst.merge(blow.name(), blow.until(send), ChaosTables::longer));
        }
        return worst;
    }

    private synchronized void say(String what) {
        out.printf("%7s  %s%n", ChaosTables.seconds(Duration.between(begin, Instant.now())), what);
        out.flush();
    }

    private static void closeQuietly(ChaosStack stack) {
        try {
            stack.close();
        } catch (IOException e) {
            // The JVM ends anyway.
        }
    }
}

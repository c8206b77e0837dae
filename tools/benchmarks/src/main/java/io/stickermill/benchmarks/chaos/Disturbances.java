package io.stickermill.benchmarks.chaos;

import io.stickermill.benchmarks.chaos.StorageGate.Mood;
import io.stickermill.localstack.parts.PartClocks;
import io.stickermill.localstack.parts.Service;
import io.stickermill.operations.recovery.GroupOffsets;
import io.stickermill.operations.recovery.Recovery;
import io.stickermill.schemas.ConsumerGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that the suite does to a stack. */
final class Disturbances {

    /** Longer than the local broker's session time-out of 8 s. */
    private static final Duration FREEZE = Duration.ofSeconds(11);

    /** So long that a send is still under way when its instance freezes, and when another takes its partitions over. */
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(8);

    private static final Duration UNTIL_SENDS_ARE_UNDER_WAY = Duration.ofSeconds(5);

    private static final Duration COPY_AGE = Duration.ofSeconds(60);

    private static final Duration DAY = Duration.ofDays(1);

    private static final Duration WHILE = Duration.ofSeconds(6);

    /** Shorter than a cut-out takes, longer than a maker needs to get warm. */
    private static final Duration MOMENT = Duration.ofMillis(3300);

    private Disturbances() {}

    static List<Disturbance> all() {
        return Stream.of(kills(), makers(), freezes(), scaling(), clocks(), telegram(), storage(), topics(), restore())
                .flatMap(List::stream)
                .toList();
    }

    /** Of each kind the ones that hurt most, for a few minutes. */
    static List<Disturbance> few() {
        List<String> chosen = List.of(
                "kill delivery",
                "kill generation",
                "a photo that ends its maker",
                "kill broker",
                "kill postgres",
                "freeze delivery",
                "sendSticker: answer lost",
                "storage: 503",
                "duplicates in every topic",
                "stickers of yesterday",
                "poison in every topic",
                "replay delivery-telegram");
        return all().stream()
                .filter(disturbance -> chosen.contains(disturbance.name()))
                .toList();
    }

    private static List<Disturbance> kills() {
        return Stream.of(
                        "gateway",
                        "generation",
                        "generation-2",
                        "delivery",
                        "delivery-2",
                        "history",
                        "broker",
                        "postgres",
                        "s3",
                        "registry")
                .map(part -> new Disturbance("kill " + part, (stack, _) -> stack.kill(part)))
                .toList();
    }

    /** The second lasts until what was in work has ended its maker twice, which is the end of that photo. */
    private static List<Disturbance> makers() {
        return List.of(
                new Disturbance("kill a maker child", (stack, _) -> stack.killChildrenOf("generation")),
                new Disturbance("a photo that ends its maker", (stack, _) -> {
                    Instant end = Instant.now().plus(WHILE.multipliedBy(2));
                    while (Instant.now().isBefore(end)) {
                        stack.killChildrenOf("generation");
                        stack.killChildrenOf("generation-2");
                        Thread.sleep(MOMENT);
                    }
                }));
    }

    private static List<Disturbance> freezes() {
        return Stream.of("generation", "delivery", "history", "gateway")
                .map(part -> new Disturbance("freeze " + part, (stack, _) -> {
                    // Telegram has shown the stickers by then, and their instance has not heard of it.
                    faults(stack, Map.of("method", "sendSticker", "delay_after_ms", SLOW_ANSWER.toMillis()));
                    Thread.sleep(UNTIL_SENDS_ARE_UNDER_WAY);
                    stack.signal(part, "STOP");
                    try {
                        Thread.sleep(FREEZE);
                    } finally {
                        stack.signal(part, "CONT");
                        noFaults(stack);
                    }
                }))
                .toList();
    }

    private static void faults(ChaosStack stack, Map<String, Object> fault) throws IOException, InterruptedException {
        stack.emulator().ask("PUT", "/admin/faults", List.of(fault));
    }

    private static void noFaults(ChaosStack stack) throws IOException, InterruptedException {
        stack.emulator().ask("DELETE", "/admin/faults", Map.of());
    }

    private static List<Disturbance> scaling() {
        return List.of(new Disturbance("scale to 1 and back", (stack, _) -> {
            stack.scale(Service.GENERATION, 1);
            stack.scale(Service.DELIVERY, 1);
            Thread.sleep(WHILE);
            stack.scale(Service.GENERATION, 2);
            stack.scale(Service.DELIVERY, 2);
        }));
    }

    /** A process whose clock is a day off, until it starts again. None where nothing is installed that can do it. */
    private static List<Disturbance> clocks() {
        if (PartClocks.library().isEmpty()) {
            return List.of();
        }
        return Stream.of("gateway", "generation", "delivery", "history")
                .flatMap(part -> Stream.of(clock(part, "+1 d", DAY), clock(part, "-1 d", DAY.negated())))
                .toList();
    }

    private static Disturbance clock(String part, String words, Duration error) {
        return new Disturbance("clock " + words + " " + part, (stack, _) -> {
            stack.startWithClock(part, error);
            try {
                stack.awaitReady();
                Thread.sleep(WHILE.multipliedBy(2));
            } finally {
                stack.startWithClock(part, Duration.ZERO);
            }
        });
    }

    private static List<Disturbance> telegram() {
        return List.of(
                fault("sendSticker: 429", "sendSticker", Evidence.tooMany(4)),
                fault("sendSticker: 500", "sendSticker", Map.of("action", "status", "status", 500, "times", 3)),
                fault(
                        "sendSticker: 500 after sending",
                        "sendSticker",
                        Map.of("action", "status_after", "status", 500, "times", 2)),
                fault("sendSticker: answer lost", "sendSticker", Map.of("action", "hang_after", "times", 2)),
                fault(
                        "sendSticker: connection cut before",
                        "sendSticker",
                        Map.of("action", "close_before", "times", 3)),
                fault("sendSticker: slow for some", "sendSticker", Map.of("delay_ms", 4000, "times", 2)),
                fault("sendSticker: connection cut after", "sendSticker", Map.of("action", "close_after", "times", 2)),
                fault("getFile: 502", "getFile", Map.of("action", "status", "status", 502, "times", 6)),
                fault("download: cut in the middle", "file", Map.of("action", "close_after", "times", 4)),
                fault("download: slow", "file", Map.of("bytes_per_second", 40_000)));
    }

    private static Disturbance fault(String name, String method, Map<String, Object> how) {
        return new Disturbance(name, (stack, _) -> {
            Map<String, Object> fault = new LinkedHashMap<>(how);
            fault.put("method", method);
            Instant begin = Instant.now();
            faults(stack, fault);
            try {
                Thread.sleep(WHILE);
            } finally {
                noFaults(stack);
            }
            if (fault.containsKey("delay_ms")) {
                stack.heldBack(begin, Instant.now().plus(WHILE));
            }
        });
    }

    private static List<Disturbance> storage() {
        return Stream.of(Map.entry("storage: 503", Mood.UNAVAILABLE), Map.entry("storage: slow", Mood.SLOW))
                .map(entry -> new Disturbance(entry.getKey(), (stack, _) -> {
                    stack.storage().be(entry.getValue());
                    try {
                        Thread.sleep(WHILE);
                    } finally {
                        stack.storage().be(Mood.WELL);
                    }
                }))
                .toList();
    }

    private static List<Disturbance> topics() {
        List<Disturbance> found = new ArrayList<>();
        found.add(new Disturbance(
                "duplicates in every topic", (stack, random) -> new BrokerHands(stack.bootstrap()).duplicate(random)));
        found.add(new Disturbance(
                "poison in every topic", (stack, random) -> new BrokerHands(stack.bootstrap()).poison(random)));
        found.add(new Disturbance(
                "stickers of yesterday", (stack, random) -> new BrokerHands(stack.bootstrap()).yesterday(random)));
        Map<ConsumerGroup, List<String>> members = new LinkedHashMap<>();
        members.put(ConsumerGroup.GENERATION, List.of("generation", "generation-2"));
        members.put(ConsumerGroup.DELIVERY_TELEGRAM, List.of("delivery", "delivery-2"));
        members.put(ConsumerGroup.DELIVERY_STORAGE, List.of("delivery", "delivery-2"));
        members.put(ConsumerGroup.DELIVERY_SETS, List.of("delivery", "delivery-2"));
        members.put(ConsumerGroup.HISTORY, List.of("history"));
        members.put(ConsumerGroup.GATEWAY_CACHE, List.of("gateway"));
        members.forEach((group, parts) -> found.add(replay(group, parts)));
        return found;
    }

    /** A copy of the data folder, made while the server is down for a moment, comes back some time later. */
    private static List<Disturbance> restore() {
        return List.of(new Disturbance("PostgreSQL restored from a copy", (stack, _) -> {
            Instant before = Instant.now().minusSeconds(2);
            stack.stop("postgres");
            Instant copied = Instant.now();
            Path copy = stack.home().data("postgres").resolve("copy");
            Files.createDirectories(copy.getParent());
            FileTrees.copy(stack.home().data("postgres").resolve("data"), copy);
            stack.start("postgres");
            stack.awaitReady();
            Thread.sleep(COPY_AGE);
            // As operators are told to: what waits in the copy is not worked on before the ledgers know that it has
            // ended.
            stack.instances(Service.GENERATION.serviceName()).forEach(stack::stop);
            stack.stop("postgres");
            stack.hasLost(copied, Instant.now());
            FileTrees.delete(stack.home().data("postgres").resolve("data"));
            Files.move(copy, stack.home().data("postgres").resolve("data"));
            stack.start("postgres");
            stack.awaitReadyBut(Service.GENERATION);
            Recovery recovery = new Recovery(Map.of("bootstrap.servers", stack.bootstrap()), _ -> {});
            recovery.fillLedgers(stack.delivery(), stack.gateway(), stack.apiKey(), before);
            recovery.readAgain(Recovery.groups(), before, stack);
        }));
    }

    private static Disturbance replay(ConsumerGroup group, List<String> members) {
        return new Disturbance("replay " + group.id(), (stack, _) -> {
            members.forEach(stack::stop);
            try {
                new GroupOffsets(Map.of("bootstrap.servers", stack.bootstrap())).rewind(group.id(), Instant.EPOCH);
            } finally {
                members.forEach(stack::start);
            }
        });
    }
}

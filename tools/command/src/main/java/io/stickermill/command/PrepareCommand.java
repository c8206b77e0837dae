package io.stickermill.command;

import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.localstack.parts.AotCaches;
import io.stickermill.localstack.parts.BuildOutputs;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.OwnCommand;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the next starts quicker: runs a stack once so that each of its JVMs writes an ahead-of-time cache. */
@Command(
        name = "prepare",
        description =
                "Makes the next starts about twice as quick, by a cache of each program's classes. Takes a minute or two;"
                        + " up does it by itself in the background after a build.",
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final long PERSON = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (AotCaches.areFresh()) {
            out.println("The last build is prepared already.");
            return 0;
        }
        Instant begin = Instant.now();
        boolean done = AotCaches.renew(this::train);
        out.println(
                done
                        ? "Prepared after "
                                + Duration.between(begin, Instant.now()).toSeconds() + " s."
                        : "Another process prepares this build.");
        return 0;
    }

    private void train() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("stickermill-prepare-");
        Home home = new Home(folder);
        StackParts stack = StackParts.ofTraining(home);
        Supervisor supervisor = new Supervisor(stack, home, (_, _) -> {});
        Thread onSignal = new Thread(() -> abandon(supervisor, folder), "abandon");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            supervisor.startAll();
            supervisor.awaitReady(PATIENCE);
            makeOneSticker(
                    new EmulatedUser(Objects.requireNonNull(stack.emulator().get("url")), PERSON));
            OwnCommand.training(List.of("status", "--home", folder.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            supervisor.stopAll();
        } finally {
            supervisor.stopAll();
            Runtime.getRuntime().removeShutdownHook(onSignal);
            delete(folder);
        }
    }

    /** Whoever ends it does not want the caches: a JVM that is asked to end would write its own first, for a minute. */
    private static void abandon(Supervisor supervisor, Path folder) {
        Thread stopping = Thread.ofVirtual().start(supervisor::stopAll);
        try {
            do {
                ProcessHandle.current()
                        .descendants()
                        .filter(PrepareCommand::isJvm)
                        .forEach(ProcessHandle::destroyForcibly);
            } while (!stopping.join(LOOK));
            delete(folder);
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException("What was begun in " + folder + " is left there", e);
        }
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.info().command().filter(path -> path.endsWith("java")).isPresent();
    }

    /** So that what a photo needs is in the caches too. */
    private static void makeOneSticker(EmulatedUser person) throws IOException, InterruptedException {
        Path photo = BuildOutputs.locate().root().resolve("photos/cup-600.jpg");
        long seen = 0;
        person.sendPhoto(Files.readAllBytes(photo), Map.of("as", "photo"));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            EmulatedUser.Events events = person.events(seen, Duration.ofSeconds(5));
            if (events.events().stream().anyMatch(event -> event.message().has("sticker"))) {
                return;
            }
            seen = events.next();
        }
        throw new CommandFailed("The stack that was to be prepared made no sticker in " + PATIENCE.toSeconds() + " s.");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

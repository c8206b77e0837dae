package io.stickermill.command;

import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.LeftOvers;
import io.stickermill.localstack.parts.Ports;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.ControlAddress;
import io.stickermill.localstack.supervisor.ControlServer;
import io.stickermill.localstack.supervisor.Supervisor;
import io.stickermill.localstack.supervisor.Supervisor.PartStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts everything and stays in the foreground. */
@Command(
        name = "up",
        description = "Starts everything on this machine and keeps it running until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    /** Folders that commands make when they ask about a stack that never was. */
    private static final Set<String> MADE_BY_ASKING = Set.of("run", "logs");

    /** The first photo is not to share the cores with a preparation of the next start. */
    private static final Duration UNTIL_PREPARED = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(1);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Option(names = "--fresh", description = "Removes all data of the stack first; settings.properties stays.")
    private boolean fresh;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Home home = stickermill.home();
        ControlAddress.of(home).ifPresent(running -> {
            throw new CommandFailed("A stack runs in " + home.folder() + " already (pid "
                    + running.supervisor().pid() + "). Stop it with `./stickermill down`, or use another --home.");
        });
        LeftOvers.end(home);
        if (fresh) {
            empty(home.folder());
        }
        StackParts stack = StackParts.at(
                new Home(home.folder()),
                stickermill.isDefaultHome() ? Ports.fixed() : Ports.kept(home),
                given("STICKERMILL_TELEGRAM_TOKEN"),
                given("STICKERMILL_API_KEY"));
        refuseSettings(stack.settingsOfItsOwn());
        refuseTakenPorts(stack.takenPorts());

        Instant begin = Instant.now();
        CountDownLatch end = new CountDownLatch(1);
        Supervisor supervisor = new Supervisor(stack, home, (part, what) -> say(out, part, what));
        AtomicBoolean stopped = new AtomicBoolean();
        Preparation preparation = new Preparation(home);
        Runnable stopAll = () -> {
            if (stopped.compareAndSet(false, true)) {
                preparation.close();
                supervisor.stopAll();
            }
        };
        try (ControlServer _ = new ControlServer(supervisor, stack, home, end::countDown)) {
            Thread onSignal = new Thread(
                    () -> {
                        out.println("Stopping ...");
                        out.flush();
                        stopAll.run();
                    },
                    "stop-all");
            Runtime.getRuntime().addShutdownHook(onSignal);
            supervisor.startAll();
            boolean announced = false;
            Instant prepareAt = Instant.MAX;
            while (!end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!announced && supervisor.allReady()) {
                    announced = true;
                    announce(out, stack, home, Duration.between(begin, Instant.now()));
                    prepareAt = stickermill.isDefaultHome() ? Instant.now().plus(UNTIL_PREPARED) : Instant.MAX;
                }
                if (Instant.now().isAfter(prepareAt)) {
                    preparation.begin();
                    prepareAt = Instant.MAX;
                }
                if (announced) {
                    liveStatus(out, supervisor, begin);
                }
            }
            stopAll.run();
            removeHook(onSignal);
        }
        return 0;
    }

    private static @Nullable String given(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static synchronized void say(PrintWriter out, String part, String what) {
        clearLine(out);
        out.printf("%-11s %s%n", part, what);
        out.flush();
    }

    private static void announce(PrintWriter out, StackParts stack, Home home, Duration took) {
        clearLine(out);
        out.printf("%nEverything is ready after %.1f s.%n", took.toMillis() / 1000.0);
        if (stack.emulator().isEmpty()) {
            out.println("  Telegram     the real one, with your bot's token");
        } else {
            out.println("  Chat page    " + stack.emulator().get("url")
                    + "/  (drop a photo there; the emulator behind it stands for Telegram)");
        }
        out.println("  Console      " + stack.access().get("console") + "/  (signed in: ./stickermill console)");
        out.println("  HTTP API     " + stack.access().get("history") + "/v1  (key: ./stickermill status)");
        out.println("  Broker       " + stack.access().get("bootstrap"));
        out.println("  Registry     " + stack.access().get("registry") + "  (for other Kafka tools: "
                + stack.access().get("confluent_registry") + ")");
        out.println("  Data, logs   " + home.folder());
        out.println("Try: ./stickermill send PHOTO    Stop: Ctrl-C");
        out.flush();
    }

    /** One line that is written over, for a person; a file or a pipe gets none of it. */
    private static synchronized void liveStatus(PrintWriter out, Supervisor supervisor, Instant begin) {
        if (!StickermillCommand.isOnATerminal()) {
            return;
        }
        List<PartStatus> parts = supervisor.status();
        long ready = parts.stream().filter(part -> part.state().equals("ready")).count();
        int restarts = parts.stream().mapToInt(PartStatus::restarts).sum();
        String waiting = String.join(
                " ",
                parts.stream()
                        .filter(part -> !part.state().equals("ready"))
                        .map(part -> part.name() + ":" + part.state())
                        .toList());
        Duration up = Duration.between(begin, Instant.now());
        out.printf(
                "\r\033[K%d of %d ready, %d restarts, up %d:%02d:%02d %s",
                ready, parts.size(), restarts, up.toHours(), up.toMinutesPart(), up.toSecondsPart(), waiting);
        out.flush();
    }

    private static void clearLine(PrintWriter out) {
        if (StickermillCommand.isOnATerminal()) {
            out.print("\r\033[K");
        }
    }

    private static void refuseSettings(List<String> ofTheStack) {
        if (!ofTheStack.isEmpty()) {
            throw new CommandFailed("The local stack chooses " + String.join(", ", ofTheStack)
                    + " itself, since it starts what stands there. Leave that out of the environment and of"
                    + " settings.properties; to use a broker, database or storage of your own, see docs/operating.md.");
        }
    }

    private static void refuseTakenPorts(List<String> taken) {
        if (!taken.isEmpty()) {
            throw new CommandFailed("Taken on 127.0.0.1 by another program: port "
                    + String.join(
                            ", port ",
                            taken.stream()
                                    .map(entry -> entry.split(" ")[1] + " (for " + entry.split(" ")[0] + ")")
                                    .toList())
                    + ". End it (`ss -ltnp` names it), or run this stack on free ports with --home DIR.");
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theJvmEnds) {
            // It runs already.
        }
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        // Only what a stack made is removed: --home may have been mistyped.
        if (!Files.exists(folder.resolve("secrets.properties")) && !isEmpty(folder)) {
            throw new CommandFailed(folder + " holds something that is not a stack's data: it stays untouched.");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.equals(folder.resolve(StackParts.SETTINGS))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.equals(folder.resolve(StackParts.SETTINGS))
                    || (Files.isDirectory(file)
                            && MADE_BY_ASKING.contains(file.getFileName().toString())));
        }
    }
}

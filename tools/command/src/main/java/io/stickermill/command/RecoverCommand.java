package io.stickermill.command;

import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.recovery.Recovery;
import io.stickermill.schemas.ConsumerGroup;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings the database level with the topics. */
@Command(
        name = "recover",
        description = {
            "After PostgreSQL was restored from a copy: brings it level with what the topics know.",
            "What was sent is entered into the ledger first, so that nothing is sent again; then the services read"
                    + " their topics once more, from an hour before the copy: one may have been behind when it was made.",
            "Elsewhere than on the local stack you stop and start the services yourself; the command says which.",
            "Exit code 0: all was done; 3: groups are left that have members."
        },
        mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {

    private static final int NOT_ALL = 3;

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Option(
            names = "--since",
            required = true,
            description = "A moment before the copy was made, for example 2026-01-31T03:00:00Z, or how long ago: 2h.")
    private String since;

    @Option(
            names = "--group",
            description = "Only lets this group read again; what comes before was done by an earlier run.")
    private @Nullable String group;

    @Override
    public Integer call() throws Exception {
        Instant from = Since.of(since, Instant.now());
        Collection<ConsumerGroup> groups = groups();
        Installation installation = stickermill.installation(options);
        Recovery recovery = new Recovery(installation.broker(), this::say);
        if (group == null) {
            recovery.fillLedgers(
                    installation.service("delivery"), installation.service("gateway"), installation.apiKey(), from);
        }
        if (!options.isNamed()) {
            recovery.readAgain(groups, from, new StackProcesses(stickermill.running()));
            return 0;
        }
        Map<ConsumerGroup, Integer> running = recovery.readAgainIfStopped(groups, from);
        running.forEach((left, members) -> say("NOT DONE: the group " + left.id() + " has members (" + members
                + "). Stop every process of " + Recovery.serviceOf(left)
                + "-service; then run `./stickermill recover --since "
                + from + " --group " + left.id() + "`, as often as you like; then start the processes."));
        return running.isEmpty() ? 0 : NOT_ALL;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private Collection<ConsumerGroup> groups() {
        if (group == null) {
            return Recovery.groups();
        }
        return Recovery.groups().stream()
                .filter(known -> known.id().equals(group))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new CommandFailed("--group takes one of those that read again ("
                        + Recovery.groups().stream().map(ConsumerGroup::id).collect(Collectors.joining(", "))
                        + "), not `" + group + "`."));
    }
}

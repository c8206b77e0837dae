package io.stickermill.command;

import io.stickermill.operations.flow.Flow;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists topics and consumer groups. */
@Command(
        name = "topics",
        description = "Lists the topics and the consumer groups with their lag.",
        mixinStandardHelpOptions = true,
        subcommands = TailCommand.class)
final class TopicsCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (FlowReader reader = new FlowReader(installation().broker())) {
            Flow flow = reader.look(false);
            out.printf("%-34s %10s %10s%n", "TOPIC", "PARTITIONS", "RECORDS");
            flow.topics()
                    .forEach(topic ->
                            out.printf("%-34s %10d %10d%n", topic.name(), topic.partitions(), topic.records()));
            out.println();
            out.printf("%-22s %-10s %8s  %-34s %8s%n", "GROUP", "STATE", "MEMBERS", "TOPIC", "LAG");
            flow.groups()
                    .forEach(group -> group.readings()
                            .forEach(reading -> out.printf(
                                    "%-22s %-10s %8d  %-34s %8d%n",
                                    group.id(),
                                    group.state(),
                                    group.members().size(),
                                    reading.topic(),
                                    reading.lag())));
            if (!options.isNamed()) {
                ReplayTable.print(stickermill.running().replays(), out);
            }
        }
        return 0;
    }

    Installation installation() {
        return stickermill.installation(options);
    }
}

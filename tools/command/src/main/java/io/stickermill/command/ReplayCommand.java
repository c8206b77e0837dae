package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.replay.Position;
import io.stickermill.operations.replay.Range;
import io.stickermill.operations.replay.TopicReplay;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lets a consumer group read a topic once more. */
@Command(
        name = "replay",
        description = {
            "Lets a stopped consumer group, or a fresh one, read a topic's records once more.",
            "What is right stays as it is: every consumer asks its ledger or its rows first."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "TOPIC", description = "As `topics` names it.")
    private String topic;

    @Option(names = "--group", required = true, description = "The consumer group that is to read again.")
    private String group;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME|OFFSET|beginning",
            description = "A time as 2026-01-31T03:00:00Z, an offset for each partition, or beginning.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "TIME|OFFSET",
            description = "Only what lies before it. The records are then copied for the group.")
    private @Nullable String to;

    @Option(
            names = "--run",
            description = "Only the items of this backfill run; they are published again, and the workers go on.")
    private @Nullable UUID run;

    @Option(names = "--dry-run", description = "Only shows how many records from where.")
    private boolean dryRun;

    @Option(
            names = "--send-again",
            description = "Needed for groups that send to people. What is older than 24 hours is not sent even then.")
    private boolean sendAgain;

    @Option(
            names = "--new-group",
            description =
                    "Needed for a group that is none of ours and has read nothing yet: its consumer begins there.")
    private boolean newGroup;

    @Override
    public Integer call() throws Exception {
        if (run != null && !topic.equals(Topics.BACKFILL_REQUESTS.name())) {
            throw new CommandFailed("--run goes with " + Topics.BACKFILL_REQUESTS.name() + " only.");
        }
        Installation installation = stickermill.installation(options);
        try (TopicReplay replay = plan(installation.broker())) {
            show(replay);
            if (replay.records() == 0 && !replay.toAFreshGroup()) {
                out().println("The group has read nothing there: nothing is replayed.");
                return 0;
            }
            if (dryRun) {
                if (run != null) {
                    out().println(replay.recordsOf(run) + " of them are of run " + run + ".");
                } else if (replay.members() > 0) {
                    out().println("The group is active: it would have to be stopped.");
                }
                out().println("A dry run: nothing is changed.");
                return 0;
            }
            refuseWhatMayNotBe(replay);
            go(replay, installation);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private TopicReplay plan(Map<String, Object> broker) throws InterruptedException {
        return TopicReplay.plan(
                broker,
                topic,
                group,
                Position.parse(from),
                Optional.ofNullable(to).map(Position::parse));
    }

    private void show(TopicReplay replay) {
        out().printf("%-9s %12s %12s %10s%n", "PARTITION", "FROM", "TO", "RECORDS");
        for (Range range : replay.ranges()) {
            if (range.records() > 0) {
                out().printf(
                                "%-9d %12d %12d %10d%n",
                                range.partition().partition(), range.from(), range.to(), range.records());
            }
        }
        out().println(replay.records() + " records of " + topic + " for the group " + group
                + (replay.toAFreshGroup() ? ", which has read nothing yet" : "") + ".");
        out().flush();
    }

    private void refuseWhatMayNotBe(TopicReplay replay) {
        if (replay.members() > 0 && run == null) {
            throw new CommandFailed("The group " + group + " is active (" + replay.members()
                    + " members): its place can't be moved while it reads. " + howToStop());
        }
        if (run == null) {
            replay.refuseWhatMayNotBe(sendAgain);
        }
        if (replay.toAFreshGroup() && ourGroup().isEmpty() && !newGroup) {
            throw new CommandFailed("Nobody has read anything as the group " + group + ", and it is none of ours ("
                    + Arrays.stream(ConsumerGroup.values())
                            .map(ConsumerGroup::id)
                            .collect(Collectors.joining(", "))
                    + "). For a consumer of your own that is to begin there, add --new-group.");
        }
        if (to != null && run == null && ourGroup().isEmpty()) {
            throw new CommandFailed("--to goes with Stickermill's own groups only: another one begins at --from, and"
                    + " ends where its consumer does.");
        }
    }

    private void go(TopicReplay replay, Installation installation) throws Exception {
        ServiceApi api = run == null ? null : new ServiceApi(installation, "backfill");
        JsonNode before = api == null ? null : workedOn(api.get("/v1/backfills/" + run));
        long records = run == null ? replay.records() : replay.recordsOf(run);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("topic", topic);
        record.put("group", group);
        record.put("from", from);
        record.put("to", to);
        record.put("run", run);
        record.put("records", records);
        record.put("by", System.getProperty("user.name"));
        if (options.isNamed()) {
            out().println("Who replays is recorded by no one here: note it yourself, if somebody is to know.");
        } else {
            stickermill.running().recordReplay(record);
        }
        if (run != null && api != null && before != null) {
            replayRun(replay, run, api, before);
        } else if (to != null) {
            String retryTopic =
                    ourGroup().orElseThrow().retryTopics().getFirst().name();
            out().println(replay.copyToGroup(retryTopic) + " records lie in " + retryTopic + " for the group alone"
                    + start());
        } else {
            replay.moveOffsets();
            out().println("The group " + group + " reads them once it runs"
                    + (ourGroup().isPresent() ? start() : "."));
        }
    }

    private static JsonNode workedOn(JsonNode view) {
        String state = view.path("state").asText();
        if (state.equals("paused") || state.equals("cancelled")) {
            throw new CommandFailed("The run is " + state + ", its items are not worked on"
                    + (state.equals("paused") ? ": resume it, that publishes what is open again." : "."));
        }
        return view;
    }

    private void replayRun(TopicReplay replay, UUID id, ServiceApi api, JsonNode before) throws Exception {
        long published = replay.publishRun(id);
        out().println("Published again: " + published + " requests of run " + id + ".");
        out().flush();
        JsonNode after = RunProgress.awaitEnds(api, id.toString(), RunProgress.ends(before) + published);
        out().println(RunProgress.again(before, after));
    }

    private Optional<ConsumerGroup> ourGroup() {
        return Arrays.stream(ConsumerGroup.values())
                .filter(known -> known.id().equals(group))
                .findFirst();
    }

    /** A group is named after its service, with what it does there behind it. */
    private String service() {
        return group.split("-", 2)[0];
    }

    private String start() {
        return options.isNamed()
                ? ": start the processes of " + service() + "-service."
                : ": `./stickermill start " + service() + "`.";
    }

    private String howToStop() {
        String service = service();
        return options.isNamed()
                ? "First stop every process that reads as it"
                        + (ourGroup().isPresent() ? " (" + service + "-service)" : "")
                        + ", by what runs them; then replay; then start them."
                : "Stop it first: `./stickermill stop " + service + "`" + others(service)
                        + ", then replay, then `./stickermill start " + service + "`.";
    }

    private String others(String service) {
        StringBuilder names = new StringBuilder();
        for (JsonNode part : stickermill.running().status().path("parts")) {
            String name = part.path("name").asText();
            if (name.startsWith(service + "-")) {
                names.append(" and `./stickermill stop ").append(name).append('`');
            }
        }
        return names.toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

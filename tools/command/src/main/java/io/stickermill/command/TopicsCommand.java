package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String bootstrap = access().path("bootstrap").asText();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000))) {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            admin.listTopics().names().get())
                    .allTopicNames()
                    .get();
            Set<TopicPartition> partitions = topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toSet());
            Map<String, GroupPlace> groups = groups(admin);
            Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> last = offsets(admin, partitions, OffsetSpec.latest());
            out.printf("%-34s %10s %10s%n", "TOPIC", "PARTITIONS", "RECORDS");
            new TreeMap<>(topics).forEach((name, topic) -> {
                long records = partitions.stream()
                        .filter(partition -> partition.topic().equals(name))
                        .mapToLong(partition -> Math.max(0, at(last, partition) - at(first, partition)))
                        .sum();
                out.printf("%-34s %10d %10d%n", name, topic.partitions().size(), records);
            });
            out.println();
            out.printf("%-22s %-10s %8s  %-34s %8s%n", "GROUP", "STATE", "MEMBERS", "TOPIC", "LAG");
            groups.values().forEach(group -> show(group, first, last, out));
            ReplayTable.print(stickermill.running().replays(), out);
        }
        return 0;
    }

    JsonNode access() {
        return stickermill.running().status().path("access");
    }

    /** A group and how far it has come. Read before the topics' ends, which by then are no nearer. */
    private record GroupPlace(ConsumerGroupDescription group, Map<TopicPartition, OffsetAndMetadata> committed) {}

    private static Map<String, GroupPlace> groups(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> ids = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
        Map<String, GroupPlace> places = new TreeMap<>();
        for (ConsumerGroupDescription group :
                admin.describeConsumerGroups(ids).all().get().values()) {
            places.put(
                    group.groupId(),
                    new GroupPlace(
                            group,
                            admin.listConsumerGroupOffsets(group.groupId())
                                    .partitionsToOffsetAndMetadata()
                                    .get()));
        }
        return places;
    }

    private static void show(
            GroupPlace place, Map<TopicPartition, Long> first, Map<TopicPartition, Long> last, PrintWriter out) {
        ConsumerGroupDescription group = place.group();
        Set<String> consumed = new TreeSet<>();
        place.committed().keySet().forEach(partition -> consumed.add(partition.topic()));
        group.members()
                .forEach(member ->
                        member.assignment().topicPartitions().forEach(partition -> consumed.add(partition.topic())));
        for (String topic : consumed) {
            long lag = last.keySet().stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .mapToLong(partition ->
                            lag(place.committed().get(partition), at(first, partition), at(last, partition)))
                    .sum();
            out.printf(
                    "%-22s %-10s %8d  %-34s %8d%n",
                    group.groupId(), group.groupState(), group.members().size(), topic, lag);
        }
    }

    /**
     * Records of a partition that a group has still to read. None where its place lies behind the end, as in a topic that
     * was made anew.
     *
     * @param committed null if it has committed nothing
     * @param first that is still there
     * @param end behind the last
     */
    static long lag(@Nullable OffsetAndMetadata committed, long first, long end) {
        long place = committed == null ? first : Math.max(first, committed.offset());
        return Math.max(0, end - place);
    }

    /** A partition that has come up meanwhile has nothing in it yet. */
    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                .all()
                .get();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}

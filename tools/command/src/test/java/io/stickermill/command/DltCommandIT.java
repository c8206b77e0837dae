package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.localstack.parts.Ports;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands on dead letters, with a real broker and no services: what lies where, and what comes where. */
class DltCommandIT {

    private static final byte[] POISON = {0, 127, 1, 2, (byte) 0xfe};

    private static String bootstrap;
    private static Map<String, Object> broker;

    /** Of this test alone; letters of the others lie in the same topics. */
    private final String job = UUID.randomUUID().toString();

    @BeforeAll
    static void topics() throws Exception {
        bootstrap = LocalParts.shared(Set.of(PartKind.BROKER))
                .springProperties("history")
                .get("spring.kafka.bootstrap-servers");
        broker = Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", 10);
        List<NewTopic> topics = new ArrayList<>(List.of(new NewTopic("sticker-ready", 2, (short) 1)));
        for (ConsumerGroup group : ConsumerGroup.values()) {
            topics.add(new NewTopic(group.deadLetterTopic(), 3, (short) 1));
            topics.add(new NewTopic(group.retryTopics().getFirst().name(), 3, (short) 1));
        }
        try (Admin admin = Admin.create(broker)) {
            admin.createTopics(topics).all().get();
        }
    }

    @ParameterizedTest
    @EnumSource(ConsumerGroup.class)
    void aReplayGoesToTheOneGroupWithKeyAndBytesAndIsRemembered(ConsumerGroup group) throws Exception {
        RecordPlace letter = letter(group, POISON);

        CommandRun listed = dlt("list", group.deadLetterTopic(), "--id", job);
        assertThat(listed.out())
                .contains(group.deadLetterTopic() + ": 1, not replayed: 1")
                .containsPattern(letter + " +\\S+ +" + group.id() + " +sticker-ready-1-17 +4711 +" + job
                        + " +- +out of attempts: broken");
        CommandRun dry = dlt("replay", group.deadLetterTopic(), "--id", letter.toString(), "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out()).contains("would replay " + letter).contains("Nothing was replayed");
        assertThat(replayed()).as("a dry run changes nothing").isEmpty();

        CommandRun first = dlt("replay", group.deadLetterTopic(), "--id", letter.toString());
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("replayed " + letter + " (sticker-ready-1-17, job " + job + ") to the group " + group.id())
                .contains("Replayed 1 of 1.");
        List<ConsumerRecord<byte[], byte[]>> records = replayed();
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().topic())
                .isEqualTo(group.retryTopics().getFirst().name());
        assertThat(records.getFirst().value()).isEqualTo(POISON);
        assertThat(new String(records.getFirst().key(), UTF_8)).isEqualTo("4711");

        CommandRun second = dlt("replay", group.deadLetterTopic(), "--id", job);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains(letter + " was already replayed at ").contains("use --again");
        assertThat(replayed()).hasSize(1);
        assertThat(dlt("list", "sticker-ready", "--group", group.id(), "--id", job)
                        .out())
                .contains("not replayed: 0")
                .containsPattern(job + " +20\\S+Z +out of attempts");

        assertThat(dlt("replay", "sticker-ready", "--group", group.id(), "--id", job, "--again")
                        .exitCode())
                .isZero();
        assertThat(replayed()).hasSize(2);
    }

    @Test
    void allThatAreMeantGoAndWhatWentBeforeIsLeftOut() throws Exception {
        Instant since = Instant.now();
        RecordPlace first = letter(ConsumerGroup.HISTORY, POISON);
        dlt("replay", "history.dlt", "--id", first.toString());
        letter(ConsumerGroup.HISTORY, POISON);
        letter(ConsumerGroup.HISTORY, POISON);

        CommandRun run = dlt("replay", "history.dlt", "--since", since.toString());

        assertThat(run.out()).contains("Replayed 2 of 2.").contains("already replayed: 1");
        assertThat(replayed()).hasSize(3);
        CommandRun nothingLeft = dlt("replay", "history.dlt", "--since", since.toString());
        assertThat(nothingLeft.exitCode()).isZero();
        assertThat(nothingLeft.out()).contains("already replayed: 3, use --again");
    }

    @Test
    void showHasHeadersCauseStackBytesAndTheCommand() throws Exception {
        RecordPlace letter = letter(ConsumerGroup.GENERATION, POISON);

        CommandRun run = dlt("show", "generation.dlt", "--id", letter.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("dead letter  " + letter)
                .contains("by group     generation")
                .contains("record       sticker-ready-1-17")
                .contains("attempts     28")
                .contains("replayed     never")
                .contains("cause        out of attempts: broken")
                .containsPattern("job_id +" + job)
                .containsPattern("stickermill.timestamp +2026-01-30T00:00:00Z")
                .contains("00000000  00 7f 01 02 fe ")
                .contains("    at io.stickermill.Somewhere.work(Somewhere.java:3)")
                .contains(
                        "./stickermill dlt replay generation.dlt --id " + letter + " --bootstrap-server " + bootstrap);
    }

    @Test
    void aPoisonRecordIsShownWithoutLossAndWithoutMovingTheCursor() throws Exception {
        byte[] noText = {(byte) 0xfe, (byte) 0xed};
        var record = new ProducerRecord<>("history.dlt", noText, POISON);
        record.headers()
                .add("job_id", job.getBytes(UTF_8))
                .add("trace", "one".getBytes(UTF_8))
                .add("trace", noText)
                .add("trace", null)
                .add(GroupHeaders.REPLAY, null)
                .add(GroupHeaders.CAUSE, "red \u001b[31m".getBytes(UTF_8));
        RecordPlace letter = put(record);
        // A replay whose mark is empty is nobody's, and does not hide those of others.
        var replay = new ProducerRecord<>("history.retry-5s", noText, POISON);
        replay.headers().add("job_id", "none".getBytes(UTF_8)).add(GroupHeaders.REPLAY, null);
        put(replay);

        CommandRun run = dlt("show", "history.dlt", "--id", letter.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("key          0xfeed")
                .containsPattern("trace +one\n +trace +0xfeed\n +trace +none")
                .containsPattern("stickermill.replay +none")
                .contains("cause        \"red \\u001b[31m\"")
                .doesNotContain("\u001b");
        assertThat(dlt("list", "history.dlt", "--id", job).out()).containsPattern(" 0xfeed +" + job);
    }

    @Test
    void aValueThatWasTooLargeComesFromTheOriginalAsLongAsThatIsThere() throws Exception {
        byte[] large = "large".getBytes(UTF_8);
        RecordPlace original = put(new ProducerRecord<>("sticker-ready", 0, null, large));
        RecordPlace letter = letter(ConsumerGroup.DELIVERY_STORAGE, null, original);

        assertThat(dlt("replay", "delivery-storage.dlt", "--id", letter.toString())
                        .exitCode())
                .isZero();
        assertThat(replayed())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(large));

        expire(original);
        CommandRun gone = dlt("replay", "delivery-storage.dlt", "--id", letter.toString(), "--again");
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.out())
                .contains("NOT replayed " + letter)
                .contains("The original is gone: " + original + " has expired");
        assertThat(replayed()).hasSize(1);
    }

    @Test
    void whatHasExpiredIsSaidToHave() throws Exception {
        RecordPlace letter = letter(ConsumerGroup.GATEWAY_CACHE, POISON);
        expire(letter);

        CommandRun run = dlt("replay", "gateway-cache.dlt", "--id", letter.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(letter + " has expired");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list nonsense.dlt | no dead letters of a topic nonsense.dlt",
                "show history.dlt --id history.dlt-0-999999 | There is no history.dlt-0-999999 yet",
                "show history.dlt --id history.dlt-77-1 | no partition 77",
                "replay sticker-ready --id nobody | No dead letter is named nobody",
                "replay history.dlt --group generation | of the group history, not of generation",
                "replay history.dlt --since yesterday | 2h, not `yesterday`",
                "list history.dlt --group histery | There is no group histery",
            })
    void whatIsWrongIsSaidWithTheRemedy(String command, String words) {
        CommandRun run = dlt(command.split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(words).doesNotContain("Exception");
    }

    @Test
    void aBrokerThatIsAwayIsNamed() {
        String nobody = "127.0.0.1:" + Ports.free().of("broker");

        CommandRun run = CommandRun.of("dlt", "list", "--bootstrap-server", nobody);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("The broker at " + nobody + " does not answer")
                .contains("Check the address")
                .doesNotContain("./stickermill status");
    }

    private RecordPlace letter(ConsumerGroup group, byte[] value) throws Exception {
        return letter(group, value, new RecordPlace("sticker-ready", 1, 17));
    }

    private RecordPlace letter(ConsumerGroup group, byte[] value, RecordPlace origin) throws Exception {
        var record = new ProducerRecord<>(group.deadLetterTopic(), "4711".getBytes(UTF_8), value);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("job_id", job);
        headers.put(GroupHeaders.TOPIC, origin.topic());
        headers.put(GroupHeaders.PARTITION, Integer.toString(origin.partition()));
        headers.put(GroupHeaders.OFFSET, Long.toString(origin.offset()));
        headers.put(GroupHeaders.TIMESTAMP, "2026-01-30T00:00:00Z");
        headers.put(GroupHeaders.ATTEMPTS, "28");
        headers.put(GroupHeaders.DUE, "1970-01-01T00:00:00Z");
        headers.put(GroupHeaders.CAUSE, "out of attempts: broken");
        headers.put(GroupHeaders.STACK, "java.lang.Broken\n    at io.stickermill.Somewhere.work(Somewhere.java:3)");
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return put(record);
    }

    private static RecordPlace put(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            var lies = producer.send(record).get();
            return new RecordPlace(lies.topic(), lies.partition(), lies.offset());
        }
    }

    private static void expire(RecordPlace record) throws Exception {
        try (Admin admin = Admin.create(broker)) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(record.topic(), record.partition()),
                            RecordsToDelete.beforeOffset(record.offset() + 1)))
                    .all()
                    .get();
        }
    }

    /** What lies in any group's retry topic for this test's job. */
    private List<ConsumerRecord<byte[], byte[]>> replayed() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().endsWith(".retry-5s"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.headers().lastHeader("job_id").value(), UTF_8).equals(job)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    private static CommandRun dlt(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dlt"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-server", bootstrap));
        return CommandRun.of(all.toArray(String[]::new));
    }
}

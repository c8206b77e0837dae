package io.stickermill.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Ports;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.ControlServer;
import io.stickermill.localstack.supervisor.Supervisor;
import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on a running stack: a real broker, PostgreSQL and registry under the real supervisor. The services stay
 * stopped; system-tests walk the whole way.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningStackIT {

    private static final List<String> STARTED = List.of("postgres", "broker", "registry");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static final CountDownLatch DOWN = new CountDownLatch(1);
    private static Supervisor supervisor;
    private static ControlServer control;

    @BeforeAll
    static void start() throws IOException {
        Home home = new Home(folder);
        StackParts stack = StackParts.at(home, Ports.free(), null, "the-key");
        supervisor = new Supervisor(stack, home, (_, _) -> {});
        control = new ControlServer(supervisor, stack, home, DOWN::countDown);
        STARTED.forEach(supervisor::start);
        STARTED.forEach(RunningStackIT::awaitReady);
    }

    @AfterAll
    static void stop() {
        supervisor.stopAll();
        control.close();
    }

    @Test
    @Order(1)
    void statusIsReadyOnlyWhenEveryPartIs() throws IOException {
        CommandRun run = run("status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("the-key").containsPattern("generation +stopped");
        JsonNode status = status();
        assertThat(status.path("ready").asBoolean()).isFalse();
        assertThat(status.path("emulator").path("token").asText()).startsWith("7000000001:");
        assertThat(part("broker").path("pid").asLong()).isPositive();
    }

    @Test
    @Order(2)
    void tailReadsAvroThroughTheRegistryAndTopicsShowTheLag() throws Exception {
        Map<String, Object> broker = Map.of(
                "bootstrap.servers", status().path("access").path("bootstrap").asText());
        int schema = register("{\"type\": \"record\", \"name\": \"Word\", \"fields\":"
                + " [{\"name\": \"word\", \"type\": \"string\"}, {\"name\": \"file\", \"type\": \"bytes\"}]}");
        try (Admin admin = Admin.create(broker);
                var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("words", 2, (short) 1)))
                    .all()
                    .get();
            for (String word : List.of("one", "two", "three")) {
                producer.send(new ProducerRecord<>("words", 1, "42".getBytes(UTF_8), wordOf(schema, word)))
                        .get();
            }
            admin.alterConsumerGroupOffsets("readers", Map.of(new TopicPartition("words", 1), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }

        CommandRun tail = run("topics", "tail", "words", "--from", "beginning", "--limit", "2");

        assertThat(tail.exitCode()).as(tail.err()).isZero();
        assertThat(tail.out().lines()).hasSize(2);
        JsonNode first = Json.MAPPER.readTree(tail.out().lines().findFirst().orElseThrow());
        assertThat(first.path("value").path("word").asText()).isEqualTo("one");
        assertThat(first.path("value").path("file").asText()).isEqualTo("<1000 bytes>");
        assertThat(first.path("key").asText()).isEqualTo("42");
        assertThat(run("topics", "tail", "words", "--from", "beginning").out().lines())
                .hasSize(3);
        assertThat(run("topics").out()).containsPattern("words +2 +3").containsPattern("readers +\\S+ +0 +words +2");
    }

    @Test
    @Order(3)
    void tailOfNoTopicNamesTheRemedy() {
        CommandRun run = run("topics", "tail", "wrods", "--from", "beginning");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no topic wrods").contains("./stickermill topics");
    }

    @Test
    @Order(4)
    void aFrozenPartIsNotReady() throws Exception {
        long pid = part("registry").path("pid").asLong();
        signal("STOP", pid);
        try {
            assertThat(part("registry").path("state").asText()).isEqualTo("not-answering");
        } finally {
            signal("CONT", pid);
        }
        awaitReady("registry");
    }

    @Test
    @Order(5)
    void aKilledBrokerComesBackWithItsRecords() throws IOException {
        long pid = part("broker").path("pid").asLong();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).until(() -> part("broker").path("restarts").asInt() == 1);
        awaitReady("broker");
        assertThat(part("broker").path("pid").asLong()).isNotEqualTo(pid);
        assertThat(run("topics", "tail", "words", "--from", "beginning").out().lines())
                .hasSize(3);
    }

    @Test
    @Order(6)
    void stopAndStartOnePart() throws IOException {
        assertThat(run("stop", "registry").exitCode()).isZero();
        assertThat(part("registry").path("state").asText()).isEqualTo("stopped");

        assertThat(run("stop", "registry").out()).contains("registry was stopped before");
        assertThat(run("start", "registry").out()).contains("registry is starting");
        assertThat(run("start", "broker").out()).contains("broker was started before: it is ready");
        awaitReady("registry");

        CommandRun mistyped = run("stop", "regsitry");
        assertThat(mistyped.exitCode()).isEqualTo(1);
        assertThat(mistyped.err()).contains("no part is named regsitry").contains("registry");
    }

    @Test
    @Order(7)
    void controlRefusesWhoDoesNotHaveTheToken() throws Exception {
        Path file = folder.resolve("run/control.properties");
        String url = java.nio.file.Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("url="))
                .findFirst()
                .orElseThrow()
                .substring("url=".length());

        var response = Http.CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/down"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer guess")
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(DOWN.await(0, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    @Order(8)
    void upOnAHomeThatRunsNamesWhoRunsIt() {
        CommandRun run = run("up", "--fresh");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("runs in " + folder + " already (pid "
                        + ProcessHandle.current().pid() + ")");
    }

    @Test
    @Order(9)
    void byOptionsAloneTheCommandsSayTheSame(@TempDir Path empty) throws IOException {
        for (List<String> command : List.of(
                List.of("topics"),
                List.of("topics", "tail", "words", "--from", "beginning"),
                List.of("replay", "words", "--group", "readers", "--from", "beginning", "--dry-run"),
                List.of("dlt", "list"))) {
            CommandRun elsewhere = elsewhere(empty, command);
            assertThat(elsewhere.exitCode()).as(elsewhere.err()).isZero();
            assertThat(elsewhere.out())
                    .as(command.toString())
                    .isNotEmpty()
                    .isEqualTo(run(command.toArray(String[]::new)).out());
        }
    }

    @Test
    @Order(10)
    void aReplayElsewhereSaysThatNobodyRecordsIt(@TempDir Path empty) throws IOException {
        CommandRun run = elsewhere(
                empty, List.of("replay", "words", "--group", "readers", "--from", "beginning", "--new-group"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("recorded by no one here").contains("The group readers reads them once it runs");
        assertThat(run("topics").out())
                .containsPattern("readers +\\S+ +0 +words +3")
                .doesNotContain("REPLAYED");
    }

    @Test
    @Order(11)
    void aRecoveryElsewhereRewindsWhatIsStoppedAndNamesTheRest(@TempDir Path empty) throws Exception {
        String topic = Topics.STICKER_STORED.name();
        var partition = new TopicPartition(topic, 0);
        Map<String, Object> broker = Map.of(
                "bootstrap.servers", status().path("access").path("bootstrap").asText());
        try (Admin admin = Admin.create(broker);
                var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(topic, "any".getBytes(UTF_8))).get();
            admin.alterConsumerGroupOffsets("history", Map.of(partition, new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
        List<String> command = List.of("recover", "--since", "1970-01-02T00:00:00Z", "--group", "history");
        Map<String, Object> member = new HashMap<>(broker);
        member.put("group.id", "history");
        member.put("group.protocol", "consumer");
        member.put("enable.auto.commit", false);
        try (var consumer = RawConsumer.open(member)) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200));
                return !consumer.assignment().isEmpty();
            });

            CommandRun early = elsewhere(empty, command);

            assertThat(early.exitCode()).as(early.err()).isEqualTo(3);
            assertThat(early.out())
                    .contains("NOT DONE: the group history has members (1)")
                    .contains("Stop every process of history-service")
                    .contains("recover --since 1970-01-02T00:00:00Z --group history");
        }

        for (int time = 1; time <= 2; time++) {
            CommandRun run = elsewhere(empty, command);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("history reads " + (time == 1 ? 1 : 0) + " records again");
        }
        CommandRun never = elsewhere(empty, List.of("recover", "--since", "2h", "--group", "generation"));
        assertThat(never.exitCode()).isEqualTo(1);
        assertThat(never.err()).contains("knows no group generation");
    }

    private static byte[] wordOf(int schema, String word) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schema).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        encoder.writeString(word);
        encoder.writeBytes(new byte[1000]);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** Through the interface that other Kafka tools use, whose ids are those of the wire format. */
    private static int register(String schema) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(status().path("access").path("registry").asText()
                                + "/apis/ccompat/v7/subjects/words-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(Map.of("schema", schema))))
                .build();
        String body = Http.CLIENT.send(request, BodyHandlers.ofString()).body();
        return Json.MAPPER.readTree(body).path("id").asInt();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void awaitReady(String name) {
        await(name)
                .atMost(PATIENCE)
                .until(() -> part(name).path("state").asText().equals("ready"));
    }

    private static JsonNode part(String name) throws IOException {
        for (JsonNode part : status().path("parts")) {
            if (part.path("name").asText().equals(name)) {
                return part;
            }
        }
        throw new AssertionError("status shows no " + name);
    }

    private static JsonNode status() throws IOException {
        return Json.MAPPER.readTree(run("status", "--json").out());
    }

    /** By options only, from a folder where nothing runs. */
    private static CommandRun elsewhere(Path home, List<String> command) throws IOException {
        JsonNode access = status().path("access");
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(
                "--bootstrap-server",
                access.path("bootstrap").asText(),
                "--registry",
                access.path("registry").asText(),
                "--home",
                home.toString()));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static CommandRun run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = folder.toString();
        return CommandRun.of(all);
    }
}

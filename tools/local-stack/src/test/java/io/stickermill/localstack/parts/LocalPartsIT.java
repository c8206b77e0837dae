package io.stickermill.localstack.parts;

import static io.stickermill.localstack.parts.PartKind.BROKER;
import static io.stickermill.localstack.parts.PartKind.POSTGRES;
import static io.stickermill.localstack.parts.PartKind.REGISTRY;
import static io.stickermill.localstack.parts.PartKind.S3;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.common.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real parts, started as a service's integration test starts them; the restart comes last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalPartsIT {

    @TempDir
    static Path home;

    private static LocalParts parts;

    @BeforeAll
    static void start() {
        parts = LocalParts.start(home, EnumSet.allOf(PartKind.class));
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    @Order(1)
    void brokerTakesAndGivesRecords() throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic("greetings", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(kafka("acks", "all"), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("greetings", "42", "hello")).get();
        }
        assertThat(greetings()).containsExactly("hello");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    @Order(2)
    void roleOwnsItsSchemaOnly(Service service) throws SQLException {
        Service other = Service.values()[(service.ordinal() + 1) % Service.values().length];
        execute(other, "create table if not exists secrets (word text)");

        execute(service, "create table if not exists mine (word text)");
        execute(service, "insert into mine values ('kept')");

        assertThat(query(service, "select table_schema from information_schema.tables where table_name = 'mine'"))
                .isEqualTo(service.serviceName());
        assertThatThrownBy(() -> query(service, "select word from " + other.serviceName() + ".secrets"))
                .hasMessageContaining("permission denied for schema " + other.serviceName());
        assertThatThrownBy(() -> execute(service, "create table public.mine (word text)"))
                .hasMessageContaining("permission denied for schema public");
    }

    @Test
    @Order(3)
    void databaseAsksForThePassword() {
        Map<String, String> properties = parts.springProperties("history");

        assertThatThrownBy(() ->
                        DriverManager.getConnection(properties.get("spring.datasource.url"), "history", "a guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    @Order(4)
    void storageHasItsBucketAndRefusesStrangers() throws Exception {
        Map<String, String> properties = parts.springProperties("delivery");
        URI object = URI.create(properties.get("stickermill.storage.endpoint") + "/"
                + properties.get("stickermill.storage.bucket") + "/stickers/a.webp");

        assertThat(PresignedV2.put(object, properties, "sticker").statusCode()).isEqualTo(200);
        assertThat(PresignedV2.get(object, properties).body()).isEqualTo("sticker");
        assertThat(Http.CLIENT
                        .send(HttpRequest.newBuilder(object).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(5)
    void registryGivesASchemaItsId() throws Exception {
        HttpRequest register = HttpRequest.newBuilder(URI.create(ccompat("/subjects/word-value/versions")))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"\\\"string\\\"\"}"))
                .build();

        assertThat(Http.CLIENT.send(register, BodyHandlers.ofString()).body()).isEqualTo("{\"id\":1}");
    }

    @Test
    @Order(6)
    void noProcessShowsAPasswordInItsArguments() throws Exception {
        String secrets = Files.readString(home.resolve("secrets.properties"));
        List<String> values = secrets.lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("telegram.token"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
        assertThat(values).hasSizeGreaterThan(5);

        for (PartKind kind : EnumSet.allOf(PartKind.class)) {
            String arguments = Files.readString(Path.of("/proc/" + parts.pid(kind) + "/cmdline"));
            assertThat(values).noneMatch(arguments::contains);
            String log = Files.readString(parts.log(kind));
            assertThat(values).noneMatch(log::contains);
        }
    }

    @Test
    @Order(7)
    void allListenOnLoopbackOnly() throws Exception {
        Set<Integer> ports = Set.copyOf(
                EnumSet.allOf(PartKind.class).stream().map(parts::port).toList());
        Process listeners = new ProcessBuilder("cat", "/proc/net/tcp", "/proc/net/tcp6").start();
        List<String> open = new String(listeners.getInputStream().readAllBytes(), US_ASCII)
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[3].equals("0A"))
                .map(fields -> fields[1])
                .filter(address -> ports.contains(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16)))
                .toList();

        assertThat(open)
                .hasSizeGreaterThanOrEqualTo(ports.size())
                .allMatch(address ->
                        address.startsWith("0100007F:") || address.startsWith("0000000000000000FFFF00000100007F:"));
    }

    @Test
    @Order(8)
    void eachPartSurvivesAKillOnItsPortWithItsData() throws Exception {
        for (PartKind kind : EnumSet.of(BROKER, POSTGRES, S3, REGISTRY)) {
            long before = parts.pid(kind);
            parts.kill(kind);
            parts.restart(kind);
            assertThat(parts.pid(kind)).isNotEqualTo(before);
        }
        assertDataIsThere();
    }

    @Test
    @Order(9)
    void dataOutlivesTheStack() throws Exception {
        parts.close();
        parts = LocalParts.start(home, EnumSet.allOf(PartKind.class));

        assertDataIsThere();
    }

    private static void assertDataIsThere() throws Exception {
        assertThat(greetings()).containsExactly("hello");
        assertThat(query(Service.HISTORY, "select word from mine")).isEqualTo("kept");
        Map<String, String> properties = parts.springProperties("delivery");
        URI object = URI.create(properties.get("stickermill.storage.endpoint") + "/stickermill/stickers/a.webp");
        assertThat(PresignedV2.get(object, properties).body()).isEqualTo("sticker");
        assertThat(Http.CLIENT
                        .send(
                                HttpRequest.newBuilder(URI.create(ccompat("/schemas/ids/1")))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .contains("string");
    }

    private static List<String> greetings() {
        try (var consumer = new KafkaConsumer<>(
                kafka("auto.offset.reset", "earliest"), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("greetings", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return Stream.generate(() -> consumer.poll(Duration.ofSeconds(10)))
                    .filter(records -> !records.isEmpty())
                    .limit(1)
                    .flatMap(records -> Stream.of(records.iterator().next().value()))
                    .toList();
        }
    }

    private static Map<String, Object> kafka(String... more) {
        String servers = parts.springProperties("gateway").get("spring.kafka.bootstrap-servers");
        return more.length == 0
                ? Map.of("bootstrap.servers", servers)
                : Map.of("bootstrap.servers", servers, more[0], more[1]);
    }

    private static String ccompat(String path) {
        return parts.springProperties("gateway")
                        .get("stickermill.registry.url")
                        .replace("/apis/registry/v3", "/apis/ccompat/v7")
                + path;
    }

    private static void execute(Service service, String sql) throws SQLException {
        try (Connection connection = connect(service);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Service service, String sql) throws SQLException {
        try (Connection connection = connect(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(Service service) throws SQLException {
        Map<String, String> properties = parts.springProperties(service.serviceName());
        return DriverManager.getConnection(
                properties.get("spring.datasource.url"),
                properties.get("spring.datasource.username"),
                properties.get("spring.datasource.password"));
    }
}

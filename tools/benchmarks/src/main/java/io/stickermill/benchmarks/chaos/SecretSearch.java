package io.stickermill.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.common.Http;
import io.stickermill.localstack.parts.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks for the stack's passwords, keys and the bot's token in whatever a run has written: logs, topics, tables, metrics, what
 * services answer to bad requests, and the arguments of processes.
 */
final class SecretSearch {

    /** Names its owner, as a user's name does. */
    private static final String NO_SECRET = "s3.access-key";

    private final ChaosStack stack;
    private final BrokerHands broker;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> found = new ArrayList<>();

    SecretSearch(ChaosStack stack, BrokerHands broker) throws IOException {
        this.stack = stack;
        this.broker = broker;
        Properties kept = new Properties();
        try (var reader = Files.newBufferedReader(stack.home().folder().resolve("secrets.properties"))) {
            kept.load(reader);
        }
        kept.stringPropertyNames().stream()
                .filter(name -> !name.equals(NO_SECRET))
                .forEach(name -> secrets.put(name, kept.getProperty(name)));
        secrets.put("the bot's token", stack.token().substring(stack.token().indexOf(':') + 1));
    }

    /** Each place with the name of the secret that stands there. */
    List<String> run() throws IOException, SQLException, InterruptedException {
        logs();
        broker.forEachRecord(this::record);
        tables();
        answers();
        ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .forEach(line -> look("the arguments of a process", line));
        return found;
    }

    private void logs() throws IOException {
        try (Stream<Path> logs = Files.walk(stack.home().folder().resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                look(log.getFileName().toString(), Files.readString(log, ISO_8859_1));
            }
        }
    }

    private void record(ConsumerRecord<byte[], byte[]> record) {
        String where = record.topic() + "-" + record.partition() + "@" + record.offset();
        Stream.concat(
                        Stream.of(record.key(), record.value()),
                        Stream.of(record.headers().toArray()).map(header -> header.value()))
                .filter(bytes -> bytes != null)
                .forEach(bytes -> look(where, new String(bytes, ISO_8859_1)));
    }

    /** Bytes stand in a row's text as hexadecimal digits. */
    private void tables() throws SQLException {
        List<Map<String, Object>> tables = stack.rows("""
                select format('%I.%I', table_schema, table_name) as name from information_schema.tables
                 where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                """);
        Map<String, String> words = new TreeMap<>();
        secrets.forEach((name, secret) -> {
            words.put(secret, name);
            words.put(HexFormat.of().formatHex(secret.getBytes(UTF_8)), name);
        });
        String all = words.keySet().stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        for (Map<String, Object> table : tables) {
            stack.rows("select distinct word from %s t join unnest(array[%s]) word on strpos(t::text, word) > 0"
                            .formatted(table.get("name"), all))
                    .forEach(row ->
                            found.add(words.get(String.valueOf(row.get("word"))) + " in table " + table.get("name")));
        }
    }

    private void answers() throws IOException, InterruptedException {
        for (Service service : Service.values()) {
            String address = stack.address(service.serviceName());
            for (HttpRequest.Builder request : List.of(
                    get(address + "/actuator/prometheus"),
                    get(address + "/actuator/env"),
                    get(address + "/v1/nothing"),
                    get(address + "/v1/jobs/no-id"),
                    get(address + "/v1/jobs/no-id").header("X-API-Key", stack.apiKey()),
                    get(address + "/v1/backfills?limit=x").header("X-API-Key", stack.apiKey()),
                    post(address + "/v1/photos").header("X-API-Key", stack.apiKey()),
                    post(address + "/telegram/webhook"))) {
                HttpRequest asked = request.timeout(Duration.ofSeconds(20)).build();
                var answer = Http.CLIENT.send(asked, BodyHandlers.ofString());
                look(
                        "what " + service.serviceName() + " answers to "
                                + asked.uri().getPath(),
                        answer.body());
            }
        }
    }

    private static HttpRequest.Builder get(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private static HttpRequest.Builder post(String url) {
        return get(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{ no json"));
    }

    private void look(String where, String text) {
        secrets.forEach((name, secret) -> {
            if (text.contains(secret)) {
                found.add(name + " in " + where);
            }
        });
    }
}

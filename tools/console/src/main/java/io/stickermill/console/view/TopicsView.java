package io.stickermill.console.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.common.Json;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.flow.TopicFlow;
import io.stickermill.operations.topic.RecordPrinter;
import io.stickermill.operations.topic.RegisteredSchemas;
import io.stickermill.operations.topic.ShownBytes;
import io.stickermill.operations.topic.TopicBrowser;
import io.stickermill.operations.topic.TopicBrowser.From;
import io.stickermill.operations.topic.TopicPage;
import io.stickermill.schemas.RecordPlace;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topics, their records and their schemas. Commands: {@code topics}, {@code topics tail}. */
public final class TopicsView {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    /** Two read at a time: each holds some megabytes. */
    private final Semaphore readers = new Semaphore(2, true);

    private final FlowReader flows;
    private final TopicBrowser browser;
    private final RegisteredSchemas schemas;
    private final RecordPrinter printer;

    public TopicsView(FlowReader flows, Map<String, Object> broker, String registry) {
        this.flows = flows;
        this.browser = new TopicBrowser(broker);
        this.schemas = new RegisteredSchemas(registry);
        this.printer = new RecordPrinter(schemas::byId);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/topics/{topic}/records", this::records);
        routes.get("/api/topics/{topic}/schemas", this::schemas);
        routes.get("/api/records/{place}/image", this::image);
    }

    /** A topic in the list; the purpose is empty for groups' own topics. */
    record Listed(String name, int partitions, long records, long perMinute, String purpose) {}

    public Map<String, Object> list() throws InterruptedException {
        return Map.of(
                "topics",
                flows.look(false).topics().stream().map(TopicsView::listed).toList());
    }

    private static Listed listed(TopicFlow topic) {
        return new Listed(
                topic.name(),
                topic.partitions(),
                topic.records(),
                topic.lastMinute(),
                Topics.named(topic.name()).map(Topic::purpose).orElse(""));
    }

    private void records(Context http) throws InterruptedException {
        int most = Math.clamp(
                Optional.ofNullable(http.queryParam("limit"))
                        .map(Integer::parseInt)
                        .orElse(USUAL),
                1,
                MOST);
        From from = From.parse(Optional.ofNullable(http.queryParam("from")).orElse("end"));
        Optional<Integer> partition = given(http, "partition").map(Integer::valueOf);
        Predicate<ConsumerRecord<byte[], byte[]>> wanted = given(http, "key")
                .<Predicate<ConsumerRecord<byte[], byte[]>>>map(
                        key -> record -> ShownBytes.line(record.key()).equals(key))
                .orElse(_ -> true);
        wanted = wanted.and(given(http, "text")
                .map(text -> text.toLowerCase(Locale.ROOT))
                .<Predicate<ConsumerRecord<byte[], byte[]>>>map(text -> record -> says(record, text))
                .orElse(_ -> true));
        readers.acquire();
        try {
            TopicPage page = browser.read(http.pathParam("topic"), from, partition, most, wanted);
            List<Map<String, Object>> shown = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : page.records()) {
                Map<String, Object> fields = new LinkedHashMap<>(printer.fields(record));
                fields.put("size", record.value() == null ? -1 : record.value().length);
                fields.put("images", images(record));
                shown.add(fields);
            }
            http.json(Map.of("records", shown, "looked", page.looked(), "next", page.next(), "atEnd", page.atEnd()));
        } finally {
            readers.release();
        }
    }

    private boolean says(ConsumerRecord<byte[], byte[]> record, String text) {
        try {
            return Json.MAPPER
                    .writeValueAsString(printer.fields(record))
                    .toLowerCase(Locale.ROOT)
                    .contains(text);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private List<String> images(ConsumerRecord<byte[], byte[]> record) {
        return printer.bytes(record.value()).entrySet().stream()
                .filter(field -> Images.type(field.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void schemas(Context http) {
        http.json(Map.of("versions", schemas.versions(topic(http))));
    }

    /** A name that can be part of an address. */
    private static String topic(Context http) {
        String topic = http.pathParam("topic");
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
            throw new IllegalArgumentException("`" + topic + "` is no topic's name.");
        }
        return topic;
    }

    private void image(Context http) throws InterruptedException {
        RecordPlace place = RecordPlace.parse(http.pathParam("place"))
                .orElseThrow(() -> new IllegalArgumentException("That is no record's place."));
        readers.acquire();
        try {
            byte[] image = browser.record(place)
                    .flatMap(record ->
                            Optional.ofNullable(printer.bytes(record.value()).get(http.queryParam("field"))))
                    .orElseThrow(() -> new NoSuchElementException("There is no such record any more."));
            Images.answer(
                    http, Images.type(image).orElseThrow(() -> new NoSuchElementException("It is no picture.")), image);
        } finally {
            readers.release();
        }
    }

    private static Optional<String> given(Context http, String name) {
        return Optional.ofNullable(http.queryParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}

package io.stickermill.system.docs;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** {@code docs/events.md}: the topics, who writes and reads them, and what their records say. */
final class EventsPage {

    private final Map<String, Schema> shared = new LinkedHashMap<>();

    @Override
    public String toString() {
        Page page = new Page()
                .line(
                        "<!-- Generated from the code by DocsTest, which also says how. Edit the .avsc files and Topics.java instead. -->")
                .heading(1, "Events and topics")
                .paragraph(
                        "The same for programs: [asyncapi.yaml](asyncapi.yaml). One record type a topic. The key is the"
                                + " chat's id as a decimal string, so that all that belongs to one chat stays in order; the two"
                                + " backfill topics have the item's id. A value is"
                                + " Avro in Confluent's wire format (a zero byte, the schema's id in 4 bytes, the record); its"
                                + " schema is in the registry under `<topic>-value`.")
                .paragraph(
                        "Headers: `job_id` and `sticker_id`, UUIDs as text, where the record has them. A reader skips"
                                + " headers that it does not know.");
        page.heading(2, "Overview");
        page.table(
                List.of("Topic", "Says", "From", "To (consumer group)"),
                Topics.all().stream()
                        .map(topic -> List.of(
                                "[`" + topic.name() + "`](#" + topic.name() + ")",
                                topic.purpose(),
                                names(ServiceCode.producers(topic)),
                                names(ServiceCode.consumers(topic)))));
        Topics.all().forEach(topic -> describe(page, topic));
        if (!shared.isEmpty()) {
            page.heading(2, "Enumerations");
            page.paragraph(
                    "A symbol that a reader does not know is read as the default, so that older services run beside"
                            + " newer ones.");
            page.table(
                    List.of("Name", "Symbols", "Default", "Meaning"),
                    shared.values().stream()
                            .map(schema -> List.of(
                                    "`" + schema.getName() + "`",
                                    schema.getEnumSymbols().stream()
                                            .map(symbol -> "`" + symbol + "`")
                                            .collect(Collectors.joining(" ")),
                                    schema.getEnumDefault() == null ? "" : "`" + schema.getEnumDefault() + "`",
                                    text(schema.getDoc()))));
        }
        groups(page);
        return page.toString();
    }

    private void describe(Page page, Topic<?> topic) {
        Schema schema = topic.schema();
        page.heading(2, topic.name());
        page.paragraph(topic.purpose() + " Record `" + schema.getFullName() + "`: " + text(schema.getDoc()));
        page.paragraph(topic.partitions() + " partitions, kept " + words(topic.retention())
                + (topic.retentionBytes().isPresent()
                        ? " and at most " + topic.retentionBytes().getAsLong() / (1024 * 1024) + " MiB a partition"
                        : "")
                + ". From " + names(ServiceCode.producers(topic)) + "; to " + names(ServiceCode.consumers(topic))
                + ".");
        page.table(
                List.of("Field", "Type", "Default", "Meaning"),
                schema.getFields().stream()
                        .map(field -> List.of(
                                "`" + field.name() + "`",
                                type(field.schema()),
                                field.hasDefaultValue() ? "`" + AvroJson.defaultOf(field) + "`" : "",
                                text(field.doc()))));
    }

    private static void groups(Page page) {
        page.heading(2, "Consumer groups, their retry topics and dead letters");
        page.paragraph(
                "What fails is tried again in place first; then it goes through the group's retry topics, one fixed"
                        + " delay each; then to its dead-letter topic. All carry the original key, value and headers untouched,"
                        + " with " + headers() + " added. The stack is on dead letters; the replay on what is replayed,"
                        + " and on every event that comes of it. " + ConsumerGroup.PARTITIONS
                        + " partitions each, kept "
                        + words(Duration.ofMillis(
                                Long.parseLong(ConsumerGroup.brokerSettings().get("retention.ms")))) + ".");
        page.table(
                List.of("Group", "Run by", "Consumes", "Retry topics", "Dead letters"),
                Arrays.stream(ConsumerGroup.values())
                        .map(group -> List.of(
                                "`" + group.id() + "`",
                                names(ServiceCode.runners(group)),
                                Topics.all().stream()
                                        .filter(topic ->
                                                ServiceCode.consumers(topic).contains(group.id()))
                                        .map(topic -> "`" + topic.name() + "`")
                                        .collect(Collectors.joining(" ")),
                                group.retryTopics().stream()
                                        .map(retry -> "`" + retry.name() + "`")
                                        .collect(Collectors.joining(" ")),
                                "`" + group.deadLetterTopic() + "`")));
    }

    private static String headers() {
        return KafkaHeaders.ofRetries().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private String type(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream()
                                .filter(branch -> branch.getType() != Schema.Type.NULL)
                                .map(this::type)
                                .collect(Collectors.joining(" or "))
                        + (schema.isNullable() ? ", or null" : "");
            case ARRAY -> "list of " + type(schema.getElementType());
            case MAP -> "map to " + type(schema.getValueType());
            case ENUM -> {
                shared.put(schema.getFullName(), schema);
                yield "`" + schema.getName() + "`";
            }
            case RECORD -> "`" + schema.getName() + "`";
            default ->
                schema.getLogicalType() == null
                        ? schema.getName()
                        : schema.getLogicalType().getName();
        };
    }

    private static String names(Collection<String> names) {
        return names.isEmpty()
                ? "nobody yet"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String text(String doc) {
        return doc == null ? "" : doc;
    }

    private static String words(Duration duration) {
        return duration.toHours() % 24 == 0 ? duration.toDays() + " days" : duration.toHours() + " h";
    }
}

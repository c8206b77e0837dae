package io.stickermill.system.docs;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** {@code docs/asyncapi.yaml}: topics, records and who sends and receives them, as AsyncAPI 3. */
final class AsyncApiDocument {

    private static final String AVRO = "application/vnd.apache.avro;version=1.12.0";

    Map<String, Object> tree() {
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Topic<?> topic : Topics.all()) {
            String record = topic.recordType().getSimpleName();
            channels.put(topic.name(), channel(topic, record));
            messages.put(record, message(topic, record));
            ServiceCode.producers(topic)
                    .forEach(service ->
                            operations.put(service + ".send." + topic.name(), operation("send", topic, record, null)));
            ServiceCode.consumers(topic)
                    .forEach(group -> operations.put(
                            group + ".receive." + topic.name(), operation("receive", topic, record, group)));
        }
        for (ConsumerGroup group : ConsumerGroup.values()) {
            group.retryTopics()
                    .forEach(retry -> channels.put(
                            retry.name(),
                            own(
                                    retry.name(),
                                    "Records of the group " + group.id() + " that are tried again after "
                                            + retry.delay().toSeconds() + " s.")));
            channels.put(
                    group.deadLetterTopic(),
                    own(
                            group.deadLetterTopic(),
                            "Records that the group " + group.id() + " could not read or gave up on."));
        }
        messages.put("Original", original());
        return map(
                "asyncapi",
                "3.0.0",
                "info",
                map(
                        "title",
                        "Stickermill",
                        "version",
                        "0.1.0",
                        "description",
                        "The events of Stickermill. Generated from the topic catalogue and the Avro schemas."
                                + " A key is the chat's id as a decimal string, of the two backfill topics the item's;"
                                + " values are Avro in"
                                + " Confluent's wire format.",
                        "license",
                        map("name", "Apache-2.0")),
                "defaultContentType",
                AVRO,
                "servers",
                map(
                        "local",
                        map(
                                "host", "127.0.0.1:29092",
                                "protocol", "kafka",
                                "description", "The broker of docker-compose.yml, for programs of this machine.")),
                "channels",
                channels,
                "operations",
                operations,
                "components",
                map("messages", messages));
    }

    @Override
    public String toString() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(true);
        options.setDereferenceAliases(true);
        return "# Generated from the code by DocsTest, which also says how.\n" + new Yaml(options).dump(tree());
    }

    private static Map<String, Object> channel(Topic<?> topic, String record) {
        return map(
                "address", topic.name(),
                "description", topic.purpose(),
                "messages", map(record, reference("#/components/messages/" + record)),
                "bindings", binding(topic.name(), topic.partitions(), topic.brokerSettings()));
    }

    private static Map<String, Object> own(String name, String description) {
        return map(
                "address",
                name,
                "description",
                description,
                "messages",
                map("Original", reference("#/components/messages/Original")),
                "bindings",
                binding(name, ConsumerGroup.PARTITIONS, ConsumerGroup.brokerSettings()));
    }

    private static Map<String, Object> binding(String topic, int partitions, Map<String, String> settings) {
        Map<String, Object> configuration = map("cleanup.policy", List.of(settings.get("cleanup.policy")));
        settings.forEach((name, value) -> {
            if (name.startsWith("retention.")) {
                configuration.put(name, Long.parseLong(value));
            }
        });
        return map(
                "kafka",
                map(
                        "topic",
                        topic,
                        "partitions",
                        partitions,
                        "topicConfiguration",
                        configuration,
                        "bindingVersion",
                        "0.5.0"));
    }

    private static Map<String, Object> operation(String action, Topic<?> topic, String record, String group) {
        Map<String, Object> operation = map(
                "action", action,
                "channel", reference("#/channels/" + topic.name()),
                "messages", List.of(reference("#/channels/" + topic.name() + "/messages/" + record)));
        if (group != null) {
            operation.put(
                    "bindings",
                    map(
                            "kafka",
                            map("groupId", map("type", "string", "enum", List.of(group)), "bindingVersion", "0.5.0")));
        }
        return operation;
    }

    private static Map<String, Object> message(Topic<?> topic, String record) {
        Map<String, Object> headers = new LinkedHashMap<>();
        KafkaHeaders.ofEvents().forEach(name -> headers.put(name, map("type", "string", "format", "uuid")));
        return map(
                "name", record,
                "title", record,
                "summary", String.valueOf(topic.schema().getDoc()),
                "contentType", AVRO,
                "headers", map("type", "object", "properties", headers),
                "payload", map("schemaFormat", AVRO, "schema", AvroJson.tree(topic.schema())),
                "bindings", keyed());
    }

    private static Map<String, Object> original() {
        Map<String, Object> headers = new LinkedHashMap<>();
        KafkaHeaders.ofRetries().forEach(name -> headers.put(name, map("type", "string")));
        return map(
                "name", "Original",
                "title", "A record of another topic",
                "summary", "Key, value and headers as they were, with where it came from and why added in headers.",
                "contentType", "application/octet-stream",
                "headers", map("type", "object", "properties", headers),
                "bindings", keyed());
    }

    private static Map<String, Object> keyed() {
        // Not a reference: AsyncAPI's JSON schema takes one in two ways at once, and then refuses it.
        Map<String, Object> chatId =
                map("type", "string", "pattern", "^-?[0-9]+$", "description", "Telegram's chat id in decimal.");
        return map("kafka", map("key", chatId, "bindingVersion", "0.5.0"));
    }

    private static Map<String, Object> reference(String to) {
        return map("$ref", to);
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}

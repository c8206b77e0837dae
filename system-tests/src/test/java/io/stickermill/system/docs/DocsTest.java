package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The generated pages are those of this code; with {@code -Dstickermill.docs.write=true} they are written. */
class DocsTest {

    private static final String COMMAND = "./mvnw -q -am -pl system-tests test -Dtest=DocsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dstickermill.docs.write=true";

    @Test
    void settingsAreAsInTheCode() throws IOException {
        current("docs/settings.md", new SettingsPage().toString());
    }

    /** What a service takes a name for a setting by. */
    @Test
    void settingsNamesAreAsInTheCode() throws IOException {
        current(
                "platform/src/main/resources/stickermill-settings.txt",
                Setting.ours().stream().map(setting -> setting.name() + "\n").collect(Collectors.joining()));
    }

    @Test
    void eventsAreAsInTheCode() throws IOException {
        current("docs/events.md", new EventsPage().toString());
    }

    @Test
    void asyncApiIsAsInTheCode() throws IOException {
        current("docs/asyncapi.yaml", new AsyncApiDocument().toString());
    }

    @Test
    void metricsAreAsInTheCode() throws IOException {
        current("docs/metrics.md", new MetricsPage().toString());
    }

    @Test
    void everySettingSaysWhatItIs() {
        assertThat(Setting.ours())
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.description())
                        .as("the javadoc @param of " + setting.name() + " in " + setting.owner())
                        .isNotBlank());
    }

    @Test
    void everySettingBelongsToAService() {
        assertThat(SettingsPage.belongingToNoService()).isEmpty();
    }

    @Test
    void everyFieldOfEveryEventSaysWhatItIs() {
        List<String> silent = new ArrayList<>();
        Topics.all().forEach(topic -> {
            Schema schema = topic.schema();
            if (schema.getDoc() == null) {
                silent.add(schema.getName());
            }
            schema.getFields().stream()
                    .filter(field -> field.doc() == null || field.doc().isBlank())
                    .forEach(field -> silent.add(schema.getName() + "." + field.name()));
        });
        assertThat(silent).as("records and fields without a doc").isEmpty();
    }

    @Test
    void everyTopicHasOneWhoWritesAndOneWhoReads() {
        assertThat(Topics.all()).allSatisfy(topic -> {
            assertThat(ServiceCode.producers(topic)).as(topic.name()).isNotEmpty();
            assertThat(ServiceCode.consumers(topic)).as(topic.name()).isNotEmpty();
        });
        assertThat(ConsumerGroup.values())
                .allSatisfy(group ->
                        assertThat(ServiceCode.runners(group)).as(group.id()).hasSize(1));
    }

    @Test
    void everyReferenceInAsyncApiLeadsSomewhere() {
        Map<String, Object> document = new Yaml().load(new AsyncApiDocument().toString());
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            Object at = document;
            for (String step : reference.substring(2).split("/")) {
                at = ((Map<?, ?>) at).get(step);
                assertThat(at).as(reference).isNotNull();
            }
        });
    }

    private static void collect(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    references.add((String) value);
                }
                collect(value, references);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(entry -> collect(entry, references));
        }
    }

    private static void current(String file, String generated) throws IOException {
        Path path = Repository.path(file);
        if (Boolean.getBoolean("stickermill.docs.write")) {
            Files.writeString(path, generated);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "")
                .as(file + " is not what the code says any more. Write it anew and commit it: " + COMMAND)
                .isEqualTo(generated);
    }
}

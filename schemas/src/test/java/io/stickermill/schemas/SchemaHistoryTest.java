package io.stickermill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An older service runs beside a newer one, and old records stay readable: schemas evolve compatibly, both ways. */
class SchemaHistoryTest {

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyVersionReadsEveryOther(Topic<?> topic) {
        List<Schema> versions = SchemaHistory.versions(topic.schema().getName());
        for (Schema one : versions) {
            for (Schema other : versions) {
                assertThat(SchemaHistory.conflicts(one, other)).isEmpty();
            }
            assertThat(SchemaHistory.conflicts(topic.schema(), one))
                    .as("the schema as it is now, and a version of history/")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theNewestVersionIsTheOneInUse(Topic<?> topic) {
        assertThat(SchemaHistory.versions(topic.schema().getName()).getLast().getFields())
                .as("a changed schema is copied into history/ under the next number")
                .extracting(Schema.Field::name)
                .isEqualTo(topic.schema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void everySchemaOfTheHistoryHasATopic() {
        assertThat(SchemaHistory.names())
                .containsExactlyInAnyOrderElementsOf(Topics.all().stream()
                        .map(topic -> topic.schema().getName())
                        .toList());
    }

    @Test
    void aNewUnionBranchIsRefused() {
        assertThat(SchemaHistory.conflicts(record("[\"null\",\"string\"]"), record("[\"null\",\"string\",\"long\"]")))
                .isNotEmpty();
    }

    @Test
    void aNewEnumSymbolWithoutADefaultIsRefused() {
        String old = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}";
        String grown = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}";
        assertThat(SchemaHistory.conflicts(record(old), record(grown))).isNotEmpty();
    }

    @Test
    void aNewEnumSymbolWithADefaultPasses() {
        String old = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"],\"default\":\"A\"}";
        String grown = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"],\"default\":\"A\"}";
        assertThat(SchemaHistory.conflicts(record(old), record(grown))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyFieldSaysWhatItIsAndEveryEnumHasADefault(Topic<?> topic) {
        for (Schema.Field field : topic.schema().getFields()) {
            assertThat(field.doc()).as(field.name()).isNotBlank();
            if (field.schema().getType() == Schema.Type.ENUM) {
                assertThat(field.schema().getEnumDefault()).as(field.name()).isNotNull();
            }
        }
    }

    private static Schema record(String fieldType) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":" + fieldType + "}]}");
    }
}

package io.stickermill.platform.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose each of our records is: a new kind of record that does not tell would bring back what was forgotten. */
class RecordOwnerTest {

    /** Counts an item of a run, whose own row says nothing of a person. */
    private static final Set<String> NOBODYS = Set.of("backfill-results");

    private static final UUID USER = UUID.fromString("00000000-0000-5000-8000-000000000042");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyRecordTellsWhoseItIsAndOfWhen(Topic<?> topic) throws ReflectiveOperationException {
        SpecificRecord record = topic.recordType().getDeclaredConstructor().newInstance();
        for (Field field : record.getSchema().getFields()) {
            switch (field.name()) {
                case "user_id" -> record.put(field.pos(), USER);
                case "telegram_user_id", "chat_id" -> record.put(field.pos(), 42L);
                default -> {
                    if (type(field.schema()).getLogicalType() != null
                            && field.name().endsWith("_at")) {
                        record.put(field.pos(), AT);
                    }
                }
            }
        }
        if (NOBODYS.contains(topic.name())) {
            assertThat(RecordOwner.user(record)).isEmpty();
            return;
        }
        assertThat(RecordOwner.user(record).isPresent() || record.getSchema().getField("telegram_user_id") != null)
                .as("user_id, or telegram_user_id")
                .isTrue();
        assertThat(RecordOwner.at(record)).as("of when").isEqualTo(AT);
        assertThat(RecordOwner.telegramIds(record)).isSubsetOf(List.of(42L));
    }

    private static Schema type(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }
}

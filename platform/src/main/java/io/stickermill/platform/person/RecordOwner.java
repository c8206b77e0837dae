package io.stickermill.platform.person;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Whose a record is, and of when: read from the fields that all our records name alike. */
final class RecordOwner {

    /** When what a record tells of was asked for; the first that a record has. */
    private static final List<String> TIMES = List.of(
            "requested_at",
            "asked_at",
            "issued_at",
            "subject_created_at",
            "created_at",
            "planned_at",
            "changed_at",
            "stored_at");

    private RecordOwner() {}

    /** Empty for a record that names nobody. */
    static Optional<UUID> user(IndexedRecord record) {
        return Optional.ofNullable(value(record, "user_id"))
                .filter(UUID.class::isInstance)
                .map(UUID.class::cast);
    }

    /** Who asked, and whose the chat is, at Telegram. A group is nobody's: its id is below zero. */
    static List<Long> telegramIds(IndexedRecord record) {
        return Stream.of("telegram_user_id", "chat_id")
                .map(field -> value(record, field))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .filter(id -> id > 0)
                .distinct()
                .toList();
    }

    /** The beginning of all time for a record that does not tell: whoever has been forgotten, it is of before. */
    static Instant at(IndexedRecord record) {
        return TIMES.stream()
                .map(field -> value(record, field))
                .filter(Objects::nonNull)
                .filter(Instant.class::isInstance)
                .map(Instant.class::cast)
                .findFirst()
                .orElse(Instant.MIN);
    }

    private static @Nullable Object value(IndexedRecord record, String name) {
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? null : record.get(field.pos());
    }
}

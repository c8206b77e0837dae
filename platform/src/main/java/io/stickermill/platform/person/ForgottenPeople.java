package io.stickermill.platform.person;

import io.stickermill.schemas.IdHashes;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who has been forgotten, and when: the table {@code forgotten_people} of the service's own schema, which has hashes only. What comes
 * of a record from before is not to be: records are dropped where they are read ({@code EventCodec}), so that no replay, rebuild,
 * recovery or dead letter brings anything back. Who comes back after it is somebody new.
 */
public final class ForgottenPeople {

    /** What another instance has noted is known here after so long at the latest. */
    public static final Duration KNOWN_WITHIN = Duration.ofSeconds(5);

    private final JdbcClient database;
    private final @Nullable IdHashes hashes;
    private final LongSupplier nanos;
    private volatile @Nullable Known known;

    /** @param people the latest moment for each hash */
    private record Known(long at, State state, Map<ByteBuffer, Instant> people) {}

    /** Changes with the table. */
    private record State(long rows, @Nullable Timestamp latest) {}

    /** @param nanos ticks, as of {@link System#nanoTime} */
    ForgottenPeople(JdbcClient database, ForgetSettings settings, LongSupplier nanos) {
        this.database = database;
        this.hashes = settings.hashes().orElse(null);
        this.nanos = nanos;
    }

    /**
     * Whether a record is of a person who has been forgotten since what it tells of was asked for.
     *
     * @throws IllegalStateException if people have been forgotten, and the key is gone or is another
     */
    public boolean isOf(IndexedRecord record) {
        Map<ByteBuffer, Instant> people = known().people();
        IdHashes made = hashes;
        if (people.isEmpty() || made == null) {
            return false;
        }
        Instant at = RecordOwner.at(record);
        return Stream.concat(
                        RecordOwner.user(record).stream().map(made::ofUser),
                        RecordOwner.telegramIds(record).stream().map(made::ofTelegram))
                .map(ByteBuffer::wrap)
                .anyMatch(hash -> at.isBefore(people.getOrDefault(hash, Instant.MIN)));
    }

    /** Whether a person has been forgotten, whoever they are by now. */
    public boolean hasBeen(UUID userId) {
        Map<ByteBuffer, Instant> people = known().people();
        return hashes != null && people.containsKey(ByteBuffer.wrap(hashes.ofUser(userId)));
    }

    /**
     * Drops all records of a person of before a moment from now on.
     *
     * @throws IllegalStateException if there is no key
     */
    public void note(Person person, Instant before) {
        IdHashes made = hashes;
        if (made == null) {
            throw new IllegalStateException(
                    "nobody can be forgotten: set STICKERMILL_FORGET_KEY, the same for all services");
        }
        note(made.ofTheKeyItself(), Instant.EPOCH);
        note(made.ofUser(person.userId()), before);
        note(made.ofTelegram(person.telegramId()), before);
        known = null;
    }

    private void note(byte[] hash, Instant before) {
        database.sql("""
                insert into forgotten_people (id_hash, before) values (:hash, :before)
                on conflict (id_hash) do update set before = greatest(forgotten_people.before, excluded.before)
                """)
                .param("hash", hash)
                .param("before", Timestamp.from(before))
                .update();
    }

    private Known known() {
        Known last = known;
        long now = nanos.getAsLong();
        if (last != null && now - last.at() < KNOWN_WITHIN.toNanos()) {
            return last;
        }
        State state = database.sql("select count(*) as rows, max(before) as latest from forgotten_people")
                .query((row, _) -> new State(row.getLong("rows"), row.getTimestamp("latest")))
                .single();
        Known fresh = new Known(
                now, state, last != null && last.state().equals(state) ? last.people() : people(state.rows()));
        known = fresh;
        return fresh;
    }

    private Map<ByteBuffer, Instant> people(long rows) {
        if (rows == 0) {
            return Map.of();
        }
        Map<ByteBuffer, Instant> people = new HashMap<>();
        database.sql("select id_hash, before from forgotten_people").query(row -> {
            people.put(
                    ByteBuffer.wrap(row.getBytes("id_hash")),
                    row.getTimestamp("before").toInstant());
        });
        if (hashes == null || !people.containsKey(ByteBuffer.wrap(hashes.ofTheKeyItself()))) {
            throw new IllegalStateException("people have been forgotten, and STICKERMILL_FORGET_KEY is not the key that"
                    + " their ids were hashed with: set that one, or what they had comes back");
        }
        return people;
    }
}

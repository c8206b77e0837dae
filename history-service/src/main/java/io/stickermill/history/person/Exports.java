package io.stickermill.history.person;

import io.stickermill.contracts.person.Keeper;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ExportPart;
import io.stickermill.schemas.ExportRequested;
import io.stickermill.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies of all that is kept of a person, each for a day: the tables {@code exports} and {@code export_parts}. */
public class Exports {

    /** How long a copy can be fetched. */
    public static final Duration LIFETIME = Duration.ofDays(1);

    /** Asked again within this time, it is the same one. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final JdbcClient database;
    private final EventPublisher events;

    Exports(JdbcClient database, EventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /**
     * A copy.
     *
     * @param waitingFor services that have not told all of theirs; empty when it is ready
     */
    public record Export(UUID id, UUID userId, Instant requestedAt, Set<String> waitingFor) {

        public boolean isReady() {
            return waitingFor.isEmpty();
        }
    }

    /** Begins one, or gives the one that was begun just now. It is safe to begin it again: what is told twice is the same. */
    public Export begin(Person person) {
        Export export = latest(person.userId())
                .orElseGet(() -> new Export(UUID.randomUUID(), person.userId(), Instant.EPOCH, Set.of()));
        database.sql("insert into exports (id, user_id) values (?, ?) on conflict do nothing")
                .params(export.id(), person.userId())
                .update();
        Export begun = find(export.id()).orElseThrow();
        if (!begun.isReady()) {
            events.publish(
                    Topics.EXPORT_REQUESTS,
                    person.telegramId(),
                    null,
                    null,
                    ExportRequested.newBuilder()
                            .setExportId(begun.id())
                            .setUserId(person.userId())
                            .setTelegramUserId(person.telegramId())
                            .setRequestedAt(begun.requestedAt())
                            .build());
        }
        return begun;
    }

    private Optional<Export> latest(UUID userId) {
        return database.sql("""
                select id from exports where user_id = :user and requested_at > now() - :fresh * interval '1 second'
                 order by requested_at desc limit 1
                """)
                .param("user", userId)
                .param("fresh", FRESH.toSeconds())
                .query(UUID.class)
                .optional()
                .flatMap(this::find);
    }

    /** Empty if there is none, or its day is over. */
    public Optional<Export> find(UUID id) {
        List<String> told =
                database.sql("""
                select service from export_parts where export_id = ? group by service, parts having count(*) = parts
                """).param(id).query((row, _) -> row.getString(1)).list();
        Set<String> waiting = Keeper.missing(new HashSet<>(told));
        return database.sql("select user_id, requested_at from exports where id = ?")
                .param(id)
                .query((row, _) -> new Export(
                        id,
                        row.getObject("user_id", UUID.class),
                        row.getTimestamp("requested_at").toInstant(),
                        waiting))
                .optional();
    }

    /** Keeps what a service tells, of a copy that is still wanted. */
    void told(ExportPart part) {
        ByteBuffer content = part.getContent().duplicate();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        database.sql("""
                insert into export_parts (export_id, service, number, user_id, parts, content)
                select id, :service, :number, user_id, :parts, :content from exports where id = :id and user_id = :user
                on conflict do nothing
                """)
                .param("id", part.getExportId())
                .param("user", part.getUserId())
                .param("service", part.getService())
                .param("number", part.getNumber())
                .param("parts", part.getParts())
                .param("content", bytes)
                .update();
    }

    /** The services that have told something, in the order of their names. */
    List<String> services(UUID id) {
        return database.sql("select distinct service from export_parts where export_id = ? order by service")
                .param(id)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** What a service has told: its parts one after another, a gzipped JSON object. */
    byte[] content(UUID id, String service) {
        return database.sql("""
                select string_agg(content, ''::bytea order by number) from export_parts where export_id = ? and service = ?
                """).params(id, service).query(byte[].class).single();
    }
}

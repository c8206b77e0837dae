package io.stickermill.generation.job;

import io.stickermill.platform.storage.ObjectStorage;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sheets to choose by in storage: of styles, for who wants to see one again, and of drawings with their numbers. */
final class KeptSheets {

    private final JdbcClient database;
    private final ObjectStorage storage;
    private final Duration lifetime;
    private final Clock clock;

    KeptSheets(JdbcClient database, ObjectStorage storage, Duration lifetime, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Whether there is one, still. */
    boolean has(String key) {
        boolean kept = database.sql(
                        "select exists (select 1 from style_sheets where storage_key = ? and expires_at > ?)")
                .params(key, Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
        return kept && storage.size(key).isPresent();
    }

    /** The row comes first, so that no file is forgotten. */
    void keep(String key, byte[] sheet) {
        database.sql("""
                insert into style_sheets (storage_key, expires_at) values (?, ?)
                on conflict (storage_key) do update set expires_at = excluded.expires_at
                """)
                .params(key, Timestamp.from(clock.instant().plus(lifetime)))
                .update();
        storage.put(key, sheet);
    }
}

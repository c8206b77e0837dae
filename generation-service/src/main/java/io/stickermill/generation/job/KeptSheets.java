package io.stickermill.generation.job;

import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sheets of styles in storage, for who wants to see one again. */
final class KeptSheets {

    private static final String JPEG = "image/jpeg";

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

    /** Where a sticker's sheet lies. Empty if it does not, or no longer. */
    Optional<String> find(UUID jobId, String language) {
        String key = StorageKeys.styleSheet(jobId, language);
        boolean kept = database.sql(
                        "select exists (select 1 from style_sheets where storage_key = ? and expires_at > ?)")
                .params(key, Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
        return kept && storage.size(key).isPresent() ? Optional.of(key) : Optional.empty();
    }

    /** The row comes first, so that no file is forgotten. Gives where it lies. */
    String keep(UUID jobId, String language, byte[] sheet) {
        String key = StorageKeys.styleSheet(jobId, language);
        database.sql("""
                insert into style_sheets (storage_key, expires_at) values (?, ?)
                on conflict (storage_key) do update set expires_at = excluded.expires_at
                """)
                .params(key, Timestamp.from(clock.instant().plus(lifetime)))
                .update();
        storage.put(key, sheet, JPEG);
        return key;
    }
}

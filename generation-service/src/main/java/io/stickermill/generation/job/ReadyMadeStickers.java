package io.stickermill.generation.job;

import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Variants that were made beside the sticker that was sent. They lie in storage for a while; afterwards, or where one was
 * never stored, a variant is made anew, which gives the same.
 */
final class ReadyMadeStickers {

    private final JdbcClient database;
    private final ObjectStorage storage;
    private final Duration lifetime;
    private final Clock clock;

    ReadyMadeStickers(JdbcClient database, ObjectStorage storage, Duration lifetime, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Where the variants after this one will lie. */
    static List<String> keys(UUID jobId, int variant, int following) {
        return IntStream.rangeClosed(variant + 1, variant + following)
                .mapToObj(next -> StorageKeys.readyMade(jobId, next))
                .toList();
    }

    /** The row comes first, so that no file is forgotten. */
    void keep(UUID jobId, int variant, MadeSticker made) {
        String key = StorageKeys.readyMade(jobId, variant);
        database.sql("""
                insert into ready_made_stickers (job_id, variant, storage_key, width, height, quality, shape, confidence,
                                                 choices, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (job_id, variant) do update set expires_at = excluded.expires_at
                """)
                .params(
                        jobId,
                        variant,
                        key,
                        made.width(),
                        made.height(),
                        made.quality(),
                        made.shape().name(),
                        made.confidence(),
                        made.choices(),
                        Timestamp.from(clock.instant().plus(lifetime)))
                .update();
        storage.put(key, made.webp());
    }

    /** Empty if it is not there, or no longer. */
    Optional<MadeSticker> find(UUID jobId, int variant) {
        return database.sql("""
                select *, (select count(*) from ready_made_stickers later
                            where later.job_id = found.job_id and later.variant > found.variant) as following
                  from ready_made_stickers found where job_id = ? and variant = ? and expires_at > ?
                """)
                .params(jobId, variant, Timestamp.from(clock.instant()))
                .query((row, _) -> read(row))
                .optional()
                .flatMap(found -> found);
    }

    private Optional<MadeSticker> read(ResultSet row) throws SQLException {
        Optional<byte[]> file = storage.get(row.getString("storage_key"));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MadeSticker(
                file.get(),
                row.getInt("width"),
                row.getInt("height"),
                row.getInt("quality"),
                Shape.valueOf(row.getString("shape")),
                row.getDouble("confidence"),
                row.getInt("choices"),
                row.getInt("following"),
                Map.of()));
    }
}

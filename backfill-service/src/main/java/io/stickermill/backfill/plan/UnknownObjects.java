package io.stickermill.backfill.plan;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.backfill.run.Filters;
import io.stickermill.backfill.run.Run;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.ObjectStorage.Listed;
import io.stickermill.platform.storage.StorageRefused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Objects that no row knows: proposed by a listing, which may show what is not there, and confirmed by a look at each. They
 * are reported, never removed: retention does that.
 */
class UnknownObjects {

    private static final Logger log = LoggerFactory.getLogger(UnknownObjects.class);

    private static final String SHEETS = "pack_sheets/";
    private static final String STICKERS = "stickers/";
    /** As many keys as S3 lists at once. */
    private static final int PAGE = 1000;

    private final JdbcClient database;
    private final KnownKeys rows;
    private final ObjectStorage storage;
    private final Clock clock;
    private final BackfillSettings settings;

    UnknownObjects(JdbcClient database, KnownKeys rows, ObjectStorage storage, Clock clock, BackfillSettings settings) {
        this.database = database;
        this.rows = rows;
        this.storage = storage;
        this.clock = clock;
        this.settings = settings;
    }

    private record Place(String after, boolean done) {}

    /** Looks at one page. False when there is none left, or the run does not look for unknown objects. */
    boolean listNext(Run run) {
        if (!run.source().isOfWhatIsStored() || prefixes(run.filters()).isEmpty()) {
            return false;
        }
        Place place = database.sql("select listed_after, listing_done from backfill_runs where id = ?")
                .param(run.id())
                .query((row, _) -> new Place(row.getString("listed_after"), row.getBoolean("listing_done")))
                .single();
        if (place.done()) {
            return false;
        }
        Optional<String> after = look(run, place.after());
        database.sql("""
                update backfill_runs
                   set listed_after = ?, listing_done = ?, planned_at = coalesce(planned_at, now()), planner_until = now() + interval '60 seconds' where id = ?
                """)
                .params(after.orElse(place.after()), after.isEmpty(), run.id())
                .update();
        return true;
    }

    /** From the first prefix to the last, in the order of their names. Empty at the end of the last one. */
    private Optional<String> look(Run run, String after) {
        for (String prefix : prefixes(run.filters())) {
            if (after.compareTo(prefix) > 0 && !after.startsWith(prefix)) {
                continue;
            }
            List<Listed> page = storage.list(prefix, after, PAGE);
            report(run.id(), page);
            if (!page.isEmpty()) {
                return Optional.of(page.getLast().key());
            }
        }
        return Optional.empty();
    }

    private void report(UUID runId, List<Listed> page) {
        // A younger object's row may be on its way.
        Instant old = clock.instant().minus(settings.unknownAfter());
        String[] keys = page.stream()
                .filter(object -> object.modifiedAt().isBefore(old))
                .map(Listed::key)
                .toArray(String[]::new);
        if (keys.length == 0) {
            return;
        }
        for (String key : rows.unknown(keys)) {
            sizeOf(key)
                    .ifPresent(
                            size -> database.sql("""
                            insert into unknown_objects (run_id, storage_key, size_bytes) values (?, ?, ?)
                            on conflict do nothing
                            """).params(runId, key, size).update());
        }
    }

    private Optional<Long> sizeOf(String key) {
        try {
            return storage.size(key);
        } catch (StorageRefused listedAllTheSame) {
            log.warn("{}", listedAllTheSame.getMessage());
            return Optional.empty();
        }
    }

    /** A key tells whose sticker it is, and nothing else that could be filtered by. */
    private static List<String> prefixes(Filters filters) {
        boolean byMore = filters.env() != null
                || filters.since() != null
                || filters.until() != null
                || filters.type() != null
                || filters.limit() != null;
        if (byMore) {
            return List.of();
        }
        return filters.user() == null ? List.of(SHEETS, STICKERS) : List.of(STICKERS + filters.user() + "/");
    }
}

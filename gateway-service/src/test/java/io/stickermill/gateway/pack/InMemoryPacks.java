package io.stickermill.gateway.pack;

import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The twin of the table. */
public final class InMemoryPacks implements Packs {

    private final InstantSource clock;
    private final PackSettings settings;
    private final Map<UUID, Row> rows = new LinkedHashMap<>();

    public InMemoryPacks(InstantSource clock, PackSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    private static final class Row {
        private final Pack pack;
        private int parts;
        private int published;
        private Instant lastAt;
        private @Nullable Instant closedAt;
        private boolean over;

        Row(Pack pack, Instant at) {
            this.pack = pack;
            this.lastAt = at;
        }

        Pack now() {
            return new Pack(
                    pack.id(),
                    pack.asker(),
                    pack.chatKind(),
                    pack.threadId(),
                    pack.messageId(),
                    pack.language(),
                    pack.title(),
                    pack.albumId(),
                    parts);
        }
    }

    @Override
    public synchronized Optional<Pack> open(Pack pack) {
        if (rows.containsKey(pack.id())) {
            return Optional.empty();
        }
        Optional<Pack> before = pack.albumId() == null ? closeOpen(pack.asker()) : Optional.empty();
        rows.put(pack.id(), new Row(pack, clock.instant()));
        return before;
    }

    private Stream<Row> open(Asker asker) {
        return rows.values().stream()
                .filter(row -> row.closedAt == null
                        && row.pack.asker().userId().equals(asker.userId())
                        && row.pack.asker().chatId() == asker.chatId());
    }

    @Override
    public synchronized Optional<PackPart> place(PhotoRequest photo) {
        String album = photo.albumId();
        Optional<Row> row = open(photo.asker())
                .filter(open -> album != null && album.equals(open.pack.albumId()))
                .findFirst()
                .or(() -> open(photo.asker())
                        .filter(open -> open.pack.albumId() == null && !isOlder(open.lastAt, settings.patience()))
                        .findFirst());
        return row.map(found -> {
            found.lastAt = clock.instant();
            found.parts++;
            if (found.parts >= Pack.MOST) {
                found.closedAt = clock.instant();
            }
            return new PackPart(found.pack.id(), found.parts - 1);
        });
    }

    @Override
    public synchronized void published(PackPart part) {
        Row row = rows.get(part.packId());
        row.published = Math.max(row.published, part.index() + 1);
        row.lastAt = clock.instant();
    }

    private boolean isOlder(Instant time, Duration age) {
        return time.isBefore(clock.instant().minus(age));
    }

    @Override
    public synchronized Optional<Pack> find(UUID id) {
        return Optional.ofNullable(rows.get(id)).map(Row::now);
    }

    @Override
    public synchronized Optional<Pack> close(UUID id, UUID userId) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> row.pack.asker().userId().equals(userId) && (row.parts > 0 || row.closedAt != null))
                .map(this::closed);
    }

    private Pack closed(Row row) {
        if (row.closedAt == null) {
            row.closedAt = clock.instant();
        }
        return row.now();
    }

    @Override
    public synchronized Optional<Pack> closeOpen(Asker asker) {
        return open(asker).filter(row -> row.pack.albumId() == null).findFirst().map(this::closed);
    }

    @Override
    public synchronized List<Pack> due() {
        rows.values().stream()
                .filter(row -> row.closedAt == null
                        && (row.pack.albumId() == null || row.published >= row.parts)
                        && isOlder(
                                row.lastAt, row.pack.albumId() == null ? settings.patience() : settings.albumQuiet()))
                .forEach(this::closed);
        return rows.values().stream()
                .filter(row -> !row.over && row.closedAt != null)
                .filter(row -> row.pack.albumId() != null
                        || row.parts >= Pack.MOST
                        || isOlder(row.closedAt, PackRows.PUBLISHING)
                        || row.closedAt.isAfter(row.lastAt.plus(settings.patience())))
                .map(Row::now)
                .toList();
    }

    @Override
    public synchronized void over(UUID id) {
        Optional.ofNullable(rows.get(id)).ifPresent(row -> row.over = true);
    }
}

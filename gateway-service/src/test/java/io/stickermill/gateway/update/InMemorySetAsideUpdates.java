package io.stickermill.gateway.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.telegram.RawUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The twin of the table. */
final class InMemorySetAsideUpdates implements SetAsideUpdates {

    private final Map<UUID, Row> rows = new LinkedHashMap<>();

    private record Row(SetAside update, boolean aside, boolean replayed) {}

    @Override
    public synchronized void keep(RawUpdate update, Reason reason, String cause) {
        Row known = rows.getOrDefault(id(update), row(update, reason, cause, 1));
        rows.put(id(update), new Row(known.update, true, known.replayed));
    }

    @Override
    public synchronized int failed(RawUpdate update, String cause) {
        Row known = rows.get(id(update));
        int attempts = known == null ? 1 : known.update.attempts() + 1;
        Row next = row(update, known == null ? Reason.FAILING : known.update.reason(), cause, attempts);
        rows.put(id(update), new Row(next.update, known != null && known.aside, false));
        return attempts;
    }

    @Override
    public synchronized List<SetAside> waiting(int most) {
        return new ArrayList<>(rows.values())
                .reversed().stream()
                        .filter(row -> row.aside && !row.replayed)
                        .map(Row::update)
                        .limit(most)
                        .toList();
    }

    @Override
    public synchronized Optional<SetAside> find(UUID id) {
        return Optional.ofNullable(rows.get(id)).filter(Row::aside).map(Row::update);
    }

    @Override
    public synchronized void replayed(UUID id) {
        rows.computeIfPresent(id, (_, row) -> new Row(row.update, row.aside, true));
    }

    private static Row row(RawUpdate update, Reason reason, String cause, int attempts) {
        Long number = update.id().isPresent() ? update.id().getAsLong() : null;
        return new Row(
                new SetAside(id(update), number, reason, cause, attempts, Instant.EPOCH, update.json()), false, false);
    }

    private static UUID id(RawUpdate update) {
        return UUID.nameUUIDFromBytes(update.json().getBytes(UTF_8));
    }
}

package io.stickermill.gateway.pack;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.session.Asker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The twin of the table. */
public final class InMemorySheets implements Sheets {

    private final InstantSource clock;
    private final Map<UUID, Row> rows = new LinkedHashMap<>();

    public InMemorySheets(InstantSource clock) {
        this.clock = clock;
    }

    private record Row(Sheet sheet, @Nullable String press, Instant since) {}

    @Override
    public synchronized void note(Sheet sheet) {
        rows.putIfAbsent(sheet.pack().id(), new Row(sheet, null, clock.instant()));
    }

    @Override
    public synchronized Optional<Sheet> find(UUID packId) {
        return Optional.ofNullable(rows.get(packId)).map(Row::sheet);
    }

    @Override
    public synchronized Optional<Sheet> last(Asker asker) {
        return rows.values().stream()
                .filter(row -> row.sheet.made() == null
                        && row.sheet.pack().asker().equals(asker)
                        && row.since.isAfter(clock.instant().minus(TALK)))
                .map(Row::sheet)
                .reduce((_, later) -> later);
    }

    @Override
    public synchronized void toggle(UUID packId, int cell, String press) {
        change(packId, row -> {
            if (press.equals(row.press)) {
                return row;
            }
            Set<Integer> without = new TreeSet<>(row.sheet.without());
            if (!without.remove(cell)) {
                without.add(cell);
            }
            return new Row(new Sheet(row.sheet.pack(), row.sheet.fileId(), without, null), press, row.since);
        });
    }

    @Override
    public synchronized void leaveOut(UUID packId, Set<Integer> cells) {
        change(
                packId,
                row -> new Row(
                        new Sheet(row.sheet.pack(), row.sheet.fileId(), new TreeSet<>(cells), null),
                        row.press,
                        row.since));
    }

    @Override
    public synchronized void make(UUID packId, SheetSize size) {
        change(
                packId,
                row -> new Row(
                        new Sheet(row.sheet.pack(), row.sheet.fileId(), row.sheet.without(), size),
                        row.press,
                        row.since));
    }

    private void change(UUID packId, UnaryOperator<Row> change) {
        rows.computeIfPresent(packId, (_, row) -> row.sheet.made() == null ? change.apply(row) : row);
    }
}

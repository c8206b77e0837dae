package io.stickermill.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetentionSweepTest {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BATCH = 10;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Integer> batches = new ArrayList<>();
    private Instant now = T;

    @Test
    void whatIsOldGoesInBatchesAndWhatIsNotStays() {
        TreeSet<Instant> rows = new TreeSet<>();
        for (int minute = 0; minute < 100; minute++) {
            rows.add(T.plus(Duration.ofMinutes(minute)));
        }
        RetentionSweep sweep = sweep(new Expiring("rows", Duration.ofHours(1), removing(rows)));

        sweep.run();
        assertThat(rows).as("nothing is old yet").hasSize(100);

        now = T.plus(Duration.ofMinutes(60 + 25));
        batches.clear();
        sweep.run();
        assertThat(rows).hasSize(75).first().isEqualTo(T.plus(Duration.ofMinutes(25)));
        assertThat(batches).containsExactly(BATCH, BATCH, 5);
        assertThat(meters.get("stickermill.retention.removed")
                        .tag("what", "rows")
                        .counter()
                        .count())
                .isEqualTo(25);
    }

    @Test
    void oneKindThatFailsHoldsUpNoOther() {
        TreeSet<Instant> rows = new TreeSet<>(List.of(T));
        now = T.plus(Duration.ofDays(2));
        Expiring broken = new Expiring("broken", Duration.ofDays(1), (_, _) -> {
            throw new IllegalStateException("the storage is away");
        });

        sweep(broken, new Expiring("rows", Duration.ofDays(1), removing(rows))).run();

        assertThat(rows).isEmpty();
    }

    @Test
    void aStopWaitsForNoMoreThanABatch() {
        RetentionSweep[] sweep = new RetentionSweep[1];
        sweep[0] = sweep(new Expiring("endless", Duration.ofDays(1), (_, most) -> {
            batches.add(most);
            if (batches.size() == 3) {
                sweep[0].close();
            }
            return most;
        }));

        sweep[0].run();

        assertThat(batches).hasSize(3);
    }

    private RetentionSweep sweep(Expiring... kinds) {
        InstantSource clock = () -> now;
        return new RetentionSweep(List.of(kinds), BATCH, clock, meters);
    }

    private ExpiredRows removing(NavigableSet<Instant> rows) {
        return (before, most) -> {
            List<Instant> old = rows.headSet(before).stream().limit(most).toList();
            rows.removeAll(old);
            batches.add(old.size());
            return old.size();
        };
    }
}

package io.stickermill.backfill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.QueryPlans.Plan;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.platform.retention.Expiring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However much the runs have found, a sweep reads what is over its lifetime. */
class RetentionPlansIT {

    private static final UUID RUN = UUID.randomUUID();
    private static final int MOST = 50;
    private static final Duration LONG = Duration.ofDays(90);
    private static final BackfillRetention LIFETIMES = new BackfillRetention(LONG, LONG);

    private static QueryPlans plans;
    private static JdbcClient database;

    @BeforeAll
    static void aRunThatHasFoundALot() {
        plans = new QueryPlans(ServiceSchema.migrated("backfill"));
        database = JdbcClient.create(plans);
        database.sql("""
                insert into backfill_runs (id, source, state, planning_done, ended_at)
                values (?, 'verify', 'finished', true, now() - interval '100 days')
                """).param(RUN).update();
        database.sql("""
                insert into unknown_objects (run_id, storage_key, size_bytes, found_at)
                select ?, 'stickers/' || n, 9, now() - n * interval '2 minutes' from generate_series(1, 100000) n
                """).param(RUN).update();
        database.sql("""
                insert into backfill_items (id, run_id, subject, subject_id, state, reason, ended_at)
                select md5('item' || n)::uuid, ?, 'STICKER', md5('subject' || n)::uuid, 'done', 'STORED', now()
                  from generate_series(1, 100000) n
                """).param(RUN).update();
        // What autovacuum does in its own time.
        List.of("backfill_runs", "unknown_objects", "backfill_items")
                .forEach(table -> database.sql("vacuum analyze " + table).update());
    }

    @AfterAll
    static void empty() {
        List.of("unknown_objects where run_id", "backfill_items where run_id", "backfill_runs where id")
                .forEach(rows ->
                        database.sql("delete from " + rows + " = ?").param(RUN).update());
    }

    @Test
    void unknownObjectsAreFoundByTheirAge() throws Exception {
        assertThat(sweep(new BackfillExpiries().unknownObjectsExpire(database, LIFETIMES)))
                .contains("unknown_objects_by_age")
                .doesNotContain("Seq Scan on unknown_objects");
    }

    @Test
    void itemsAreFoundByTheirRun() throws Exception {
        assertThat(sweep(new BackfillExpiries().backfillItemsExpire(database, LIFETIMES)))
                .contains("backfill_items_by_run")
                .doesNotContain("Seq Scan on backfill_items");
    }

    /** Gives the plan. */
    private static String sweep(Expiring kind) throws Exception {
        Instant before = Instant.now().minus(LONG);
        List<Plan> asked =
                plans.of(() -> assertThat(kind.rows().remove(before, MOST)).isEqualTo(MOST));
        return asked.getFirst().text();
    }
}

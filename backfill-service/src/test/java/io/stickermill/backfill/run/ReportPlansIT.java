package io.stickermill.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.QueryPlans.Plan;
import io.stickermill.platform.fixture.ServiceSchema;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run of many items of which few have failed. */
class ReportPlansIT {

    private static final UUID RUN = UUID.randomUUID();
    private static final int FAILED = 100;

    private final QueryPlans plans = new QueryPlans(ServiceSchema.migrated("backfill"));
    private final JdbcClient database = JdbcClient.create(plans);

    @AfterEach
    void empty() {
        database.sql("delete from backfill_items where run_id = ?").param(RUN).update();
        database.sql("delete from backfill_runs where id = ?").param(RUN).update();
    }

    @Test
    void whatHasFailedIsFoundAmongWhatHasNot() throws Exception {
        database.sql("""
                insert into backfill_runs (id, source, state, planning_done, ended_at)
                values (?, 'stickers', 'finished', true, now())
                """).param(RUN).update();
        database.sql("""
                insert into backfill_items (id, run_id, subject, subject_id, state, reason, ended_at)
                select gen_random_uuid(), ?, 'STICKER', gen_random_uuid(), case when n <= ? then 'failed' else 'done' end,
                       'STORED', now()
                  from generate_series(1, 100000) n
                """).params(RUN, FAILED).update();
        database.sql("vacuum analyze backfill_items").update();

        List<Plan> asked =
                plans.of(() -> assertThat(new Report(database).failures(RUN)).hasSize(FAILED));

        assertThat(asked)
                .singleElement()
                .satisfies(plan -> assertThat(plan.text())
                        .contains("backfill_items_failed")
                        .doesNotContain("Seq Scan"));
    }
}

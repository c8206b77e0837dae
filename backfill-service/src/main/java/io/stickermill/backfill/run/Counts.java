package io.stickermill.backfill.run;

import io.stickermill.schemas.BackfillItemFinished;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many items of a run have ended, and how. Each item counts once, as it ended first, however often its end is told;
 * what came of it after a replay is counted beside that, under the outcome {@code again}.
 */
class Counts {

    static final String AGAIN = "again";

    private final JdbcClient database;

    Counts(JdbcClient database) {
        this.database = database;
    }

    record Count(
            @Schema(allowableValues = {"done", "skipped", "failed", AGAIN})
            String outcome,

            String reason,
            long items) {}

    @Transactional
    void ended(BackfillItemFinished item, int partition) {
        int first = database.sql("update backfill_items set counted = true where id = ? and not counted")
                .param(item.getItemId())
                .update();
        if (first == 1) {
            add(item, item.getOutcome().name().toLowerCase(Locale.ROOT), partition);
        } else if (item.getAgain()) {
            add(item, AGAIN, partition);
        }
    }

    List<Count> of(UUID runId) {
        return database.sql("""
                select outcome, reason, sum(items)::bigint as items from backfill_counts where run_id = ?
                 group by outcome, reason order by outcome = 'again', outcome, items desc, reason
                """)
                .param(runId)
                .query((row, _) -> new Count(row.getString("outcome"), row.getString("reason"), row.getLong("items")))
                .list();
    }

    /**
     * Counts a run's items anew from the ledger, where events were lost (to dead letters, say): every item has ended, and
     * yet not all are counted.
     */
    @Transactional
    void recount(UUID runId) {
        database.sql("update backfill_items set counted = true where run_id = ? and not counted")
                .param(runId)
                .update();
        database.sql("delete from backfill_counts where run_id = ? and outcome <> 'again'")
                .param(runId)
                .update();
        database.sql("""
                insert into backfill_counts (run_id, outcome, reason, partition, items)
                select run_id, state, reason, -1, count(*) from backfill_items
                 where run_id = ? and state in ('done', 'skipped', 'failed') group by run_id, state, reason
                """).param(runId).update();
    }

    private void add(BackfillItemFinished item, String outcome, int partition) {
        database.sql("""
                insert into backfill_counts (run_id, outcome, reason, partition, items) values (?, ?, ?, ?, 1)
                on conflict (run_id, outcome, reason, partition) do update set items = backfill_counts.items + 1
                """)
                .params(item.getRunId(), outcome, item.getReason(), partition)
                .update();
    }
}

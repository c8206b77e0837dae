package io.stickermill.history.credit;

import io.stickermill.schemas.CreditMove;
import io.stickermill.schemas.CreditsMoved;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code credit_moves}. */
public class CreditMoves {

    private final JdbcClient database;

    CreditMoves(JdbcClient database) {
        this.database = database;
    }

    /** Keeps what an event tells. Of a kind that is not known here the sums are kept all the same. */
    public void moved(CreditsMoved event) {
        database.sql("""
                insert into credit_moves (transfer_id, user_id, kind, free, reserved, job_id, at)
                values (:id, :user, :kind, :free, :reserved, :job, :at)
                on conflict (transfer_id) do nothing
                """)
                .param("id", event.getTransferId())
                .param("user", event.getUserId())
                .param("kind", event.getKind().name().toLowerCase(Locale.ROOT))
                .param("free", new BigDecimal(event.getFree()))
                .param("reserved", new BigDecimal(event.getReserved()))
                .param("job", event.getJobId())
                .param("at", Timestamp.from(event.getChangedAt()))
                .update();
    }

    /**
     * What somebody has.
     *
     * @param free to order with
     * @param reserved for what is being made
     */
    public record Balance(BigDecimal free, BigDecimal reserved) {}

    public Balance balance(UUID userId) {
        return database.sql("""
                select coalesce(sum(free), 0)::numeric(10,2) as free, coalesce(sum(reserved), 0)::numeric(10,2) as reserved
                  from credit_moves where user_id = ?
                """)
                .param(userId)
                .query((row, _) -> new Balance(row.getBigDecimal("free"), row.getBigDecimal("reserved")))
                .single();
    }

    /**
     * A line of a statement.
     *
     * @param kind of {@link CreditMove}, in small letters
     * @param amount below zero where it was spent or taken
     * @param jobId that it was spent for
     */
    public record Line(
            long id,
            String kind,
            BigDecimal amount,
            @Nullable UUID jobId,
            Instant at) {}

    /**
     * What somebody got and spent, the newest first; what is only reserved is not spent.
     *
     * @param before only lines that are older than this one
     */
    public List<Line> statement(UUID userId, long before, int most) {
        return database.sql("""
                select transfer_id, kind, free + reserved as amount, job_id, at
                  from credit_moves
                 where user_id = ? and transfer_id < ? and free + reserved <> 0
                 order by transfer_id desc limit ?
                """)
                .params(userId, before, most)
                .query((row, _) -> new Line(
                        row.getLong("transfer_id"),
                        row.getString("kind"),
                        row.getBigDecimal("amount"),
                        row.getObject("job_id", UUID.class),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** What a job has cost its person. Empty if nothing. */
    public Optional<BigDecimal> spentOn(UUID jobId) {
        return database.sql(
                        "select -sum(free + reserved) from credit_moves where job_id = ? having sum(free + reserved) <> 0")
                .param(jobId)
                .query((row, _) -> row.getBigDecimal(1))
                .optional();
    }
}

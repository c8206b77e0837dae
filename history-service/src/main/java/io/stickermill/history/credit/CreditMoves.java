package io.stickermill.history.credit;

import io.stickermill.history.page.Paging;
import io.stickermill.history.page.Place;
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

    /**
     * Keeps what an event tells, unless a younger one has told of the same move. Of a kind that is not known here the sums are kept
     * all the same.
     */
    public void moved(CreditsMoved event) {
        database.sql("""
                insert into credit_moves (id, user_id, kind, free, reserved, job_id, at)
                values (:id, :user, :kind, :free, :reserved, :job, :at)
                on conflict (id) do update
                   set user_id = excluded.user_id, free = excluded.free, reserved = excluded.reserved, job_id = excluded.job_id,
                       at = excluded.at
                 where excluded.at > credit_moves.at
                """)
                .param("id", event.getMoveId())
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
            UUID id,
            String kind,
            BigDecimal amount,
            @Nullable UUID jobId,
            Instant at) {

        public Place place() {
            return new Place(at, id);
        }
    }

    /** What somebody got and spent, the newest first; what is only reserved is not spent. */
    public List<Line> statement(UUID userId, Paging paging) {
        return database.sql("""
                select id, kind, free + reserved as amount, job_id, at
                  from credit_moves
                 where user_id = :user and (at, id) < (:at, :id) and free + reserved <> 0
                 order by at desc, id desc limit :limit
                """)
                .param("user", userId)
                .param("at", Timestamp.from(paging.after().at()))
                .param("id", paging.after().id())
                .param("limit", paging.limit())
                .query((row, _) -> new Line(
                        row.getObject("id", UUID.class),
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

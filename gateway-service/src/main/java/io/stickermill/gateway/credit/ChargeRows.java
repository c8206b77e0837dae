package io.stickermill.gateway.credit;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code credit_charges}. */
record ChargeRows(JdbcClient database) {

    /**
     * What a charge is for.
     *
     * @param service of the table of prices
     */
    record Wanted(UUID jobId, UUID userId, String pictureKey, String service, String style, BigDecimal price) {}

    boolean isKnown(UUID jobId) {
        return database.sql("select exists (select from credit_charges where job_id = ?)")
                .param(jobId)
                .query(Boolean.class)
                .single();
    }

    /** @param amount of the price that is reserved; nothing if it is one of the day's free ones */
    void reserved(Wanted wanted, BigDecimal amount, boolean freeOfDay) {
        database.sql("""
                insert into credit_charges (job_id, user_id, picture_key, service, style, price, amount, free_of_day, state)
                values (:job, :user, :key, :service, :style, :price, :amount, :free, 'RESERVED')
                """)
                .param("job", wanted.jobId())
                .param("user", wanted.userId())
                .param("key", wanted.pictureKey())
                .param("service", wanted.service())
                .param("style", wanted.style())
                .param("price", wanted.price())
                .param("amount", amount)
                .param("free", freeOfDay)
                .update();
    }

    /** Nobody else changes it until the end of the transaction. Empty of a job that costs nothing. */
    Optional<Charge> locked(UUID jobId) {
        return database.sql("select job_id, user_id, amount, state from credit_charges where job_id = ? for update")
                .param(jobId)
                .query((row, _) -> new Charge(
                        row.getObject("job_id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getBigDecimal("amount"),
                        ChargeState.valueOf(row.getString("state"))))
                .optional();
    }

    /** Whether a picture is paid: whatever is asked of it costs nothing. */
    boolean isPaid(String pictureKey) {
        return database.sql("""
                select exists (select from credit_charges where picture_key = ? and picture_job is not null)
                """).param(pictureKey).query(Boolean.class).single();
    }

    /** Whether a sticker of the picture that a job had made is to be paid: it was priced, and nobody has paid it. */
    boolean isToBePaid(UUID pictureJob) {
        return database.sql("""
                select exists (select from credit_charges where job_id = :job)
                   and not exists (select from credit_charges where picture_job = :job)
                """).param("job", pictureJob).query(Boolean.class).single();
    }

    /** How many a person has had, or has coming, free of charge since midnight, UTC. */
    int freeToday(UUID userId) {
        return database.sql("""
                select count(*) from credit_charges
                 where user_id = ? and free_of_day and state <> 'RELEASED'
                   and reserved_at >= date_trunc('day', now(), 'UTC')
                """).param(userId).query(Integer.class).single();
    }

    void held(UUID jobId) {
        database.sql("update credit_charges set state = 'HELD' where job_id = ?")
                .param(jobId)
                .update();
    }

    void released(UUID jobId, String why) {
        database.sql("update credit_charges set state = 'RELEASED', why = ?, ended_at = now() where job_id = ?")
                .params(why, jobId)
                .update();
    }

    void paid(UUID jobId, ChargeState state, BoughtPicture picture) {
        database.sql("""
                update credit_charges
                   set state = :state, picture_job = :picture, provider = :provider, model = :model, cost = :cost,
                       ended_at = now()
                 where job_id = :job
                """)
                .param("state", state.name())
                .param("picture", picture.jobId())
                .param("provider", picture.provider())
                .param("model", picture.model())
                .param("cost", picture.cost())
                .param("job", jobId)
                .update();
    }

    /** Jobs that are still open, and were ordered before that. */
    List<UUID> openOf(UUID userId) {
        return database.sql("select job_id from credit_charges where user_id = ? and ended_at is null")
                .param(userId)
                .query((row, _) -> row.getObject("job_id", UUID.class))
                .list();
    }

    List<UUID> openSince(Instant before, int most) {
        return database.sql("""
                select job_id from credit_charges where ended_at is null and reserved_at < ?
                 order by reserved_at limit ?
                """)
                .params(Timestamp.from(before), most)
                .query((row, _) -> row.getObject("job_id", UUID.class))
                .list();
    }

    /** How many orders are in a state that has not ended. */
    int count(ChargeState open) {
        return database.sql("select count(*) from credit_charges where ended_at is null and state = ?")
                .param(open.name())
                .query(Integer.class)
                .single();
    }
}

package io.stickermill.generation.job;

import io.stickermill.platform.ledger.Ledger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code generations} as a ledger. The lease is as any ledger's; what differs is that a job is claimed out of a
 * queue, only when it is due and the first of its chat ({@link WaitingJobRows#claim}), and is given back into it.
 */
final class ClaimedJobRows implements ClaimedJobs {

    private final JdbcClient database;
    private final Ledger leases;

    /** @param lease that a claim has from its renewal on */
    ClaimedJobRows(JdbcClient database, Duration lease) {
        this.database = database;
        this.leases = new Ledger(database, "generations", lease);
    }

    @Override
    public boolean renew(StoredJob job) {
        return leases.renew(job.id(), job.claim());
    }

    @Override
    public void release(StoredJob job) {
        database.sql("""
                update generations
                   set state = 'waiting', attempts = attempts - 1, claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("id", job.id())
                .param("claim", job.claim().token())
                .update();
    }

    @Override
    public void later(StoredJob job, Duration delay, boolean aside) {
        database.sql("""
                update generations
                   set state = 'waiting', attempts = attempts - 1, aside = aside or :aside, due_at = now() + :delay * interval '1 ms',
                       claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("aside", aside)
                .param("delay", delay.toMillis())
                .param("id", job.id())
                .param("claim", job.claim().token())
                .update();
    }

    @Override
    public void again(StoredJob job, Duration delay, boolean aside) {
        database.sql("""
                update generations
                   set state = 'waiting', aside = aside or :aside, due_at = now() + :delay * interval '1 ms',
                       claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("aside", aside)
                .param("delay", delay.toMillis())
                .param("id", job.id())
                .param("claim", job.claim().token())
                .update();
    }

    @Override
    public void makerEnded(StoredJob job) {
        database.sql("""
                update generations
                   set state = 'waiting', ends = ends + 1, due_at = now(), claim_token = null, lease_until = null
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("id", job.id())
                .param("claim", job.claim().token())
                .update();
    }

    @Override
    public void end(StoredJob job, GenerationEnd end) {
        switch (end) {
            case GenerationEnd.Ready() -> end(job, "done", null, false);
            case GenerationEnd.Cancelled() -> end(job, "failed", "CANCELLED", false);
            case GenerationEnd.Unusable(var reason, String detail) -> end(job, "failed", reason + ": " + detail, false);
            case GenerationEnd.DeadLettered(var reason, String cause) ->
                end(job, "failed", reason + ": " + cause, true);
        }
    }

    private void end(StoredJob job, String state, @Nullable String failure, boolean deadLettered) {
        database.sql("""
                update generations
                   set state = :state, failure = :failure, request = null, claim_token = null, lease_until = null,
                       ended_at = now(), dead_lettered = dead_lettered or :dead
                 where id = :id and claim_token = :claim and state = 'claimed'
                """)
                .param("state", state)
                .param("failure", failure)
                .param("dead", deadLettered)
                .param("id", job.id())
                .param("claim", job.claim().token())
                .update();
    }
}

package io.stickermill.generation.job;

import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger of generation. A job is marked ended only after its event is in Kafka: until then it can be repeated. */
final class Generations {

    private final JdbcClient database;
    private final Ledger ledger;

    Generations(JdbcClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    Claim claim(UUID jobId) {
        return ledger.claim(jobId);
    }

    void renew(UUID jobId, Claim.Granted claim) {
        ledger.renew(jobId, claim);
    }

    void release(UUID jobId, Claim.Granted claim) {
        ledger.release(jobId, claim);
    }

    void done(UUID jobId, Claim.Granted claim) {
        end(jobId, claim, "done", null);
    }

    void failed(UUID jobId, Claim.Granted claim, String failure) {
        end(jobId, claim, "failed", failure);
    }

    private void end(UUID jobId, Claim.Granted claim, String state, @Nullable String failure) {
        database.sql("""
                update generations set state = :state, failure = :failure, ended_at = now()
                 where id = :id and claim_token = :token and state = 'claimed'
                """)
                .param("state", state)
                .param("failure", failure)
                .param("id", jobId)
                .param("token", claim.token())
                .update();
    }
}

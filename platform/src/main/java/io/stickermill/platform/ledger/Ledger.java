package io.stickermill.platform.ledger;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Claims with leases on the rows of one table, timed by the database's clock, so that the instances' clocks don't matter.
 * The table has at least {@code id uuid primary key, state text, claim_token uuid, lease_until timestamptz, attempts int}
 * and defaults for its other columns; {@code state} is {@code claimed}, {@code free} or one of the owner's final states.
 */
public final class Ledger {

    private final JdbcClient database;
    private final Duration lease;
    private final String claim;
    private final String look;
    private final String renew;
    private final String release;

    /**
     * @param table name of the ledger's table; a constant of the program, never input
     * @param lease longer than the longest call that is made under a claim
     */
    public Ledger(JdbcClient database, String table, Duration lease) {
        this.database = database;
        this.lease = lease;
        this.claim = """
                with before as (select state from %1$s where id = :id)
                insert into %1$s (id, state, claim_token, lease_until, attempts)
                values (:id, 'claimed', :token, now() + :lease * interval '1 ms', 1)
                on conflict (id) do update
                   set state = 'claimed', claim_token = excluded.claim_token, lease_until = excluded.lease_until,
                       attempts = %1$s.attempts + 1
                 where %1$s.state = 'free' or (%1$s.state = 'claimed' and %1$s.lease_until < now())
                returning attempts, coalesce((select state = 'claimed' from before), false) as taken_over
                """.formatted(table);
        this.look = """
                select state, greatest(0, extract(epoch from lease_until - now()) * 1000)::bigint as remaining_ms
                  from %s where id = :id
                """.formatted(table);
        this.renew = """
                update %s set lease_until = now() + :lease * interval '1 ms'
                 where id = :id and claim_token = :token and state = 'claimed'
                """.formatted(table);
        this.release = """
                update %s set state = 'free', lease_until = now()
                 where id = :id and claim_token = :token and state = 'claimed'
                """.formatted(table);
    }

    /** Claims a piece of work for the lease's time. */
    public Claim claim(UUID id) {
        UUID token = UUID.randomUUID();
        return database.sql(claim)
                .param("id", id)
                .param("token", token)
                .param("lease", lease.toMillis())
                .query((row, _) ->
                        (Claim) new Claim.Granted(token, row.getInt("attempts"), row.getBoolean("taken_over")))
                .optional()
                .orElseGet(() -> whoHasIt(id));
    }

    /** Lengthens a lease from now on. False if the claim is no longer the caller's. */
    public boolean renew(UUID id, Claim.Granted held) {
        return database.sql(renew)
                        .param("lease", lease.toMillis())
                        .param("id", id)
                        .param("token", held.token())
                        .update()
                == 1;
    }

    /** Gives a claim back before any effect, so that the next try need not wait for the lease to end. */
    public void release(UUID id, Claim.Granted held) {
        database.sql(release).param("id", id).param("token", held.token()).update();
    }

    private Claim whoHasIt(UUID id) {
        return database.sql(look)
                .param("id", id)
                .query((row, _) -> "claimed".equals(row.getString("state"))
                        ? new Claim.LeasedByAnother(Duration.ofMillis(row.getLong("remaining_ms")))
                        : new Claim.Ended())
                .optional()
                // Freed or removed between the two statements: as good as a lease that has just ended.
                .orElse(new Claim.LeasedByAnother(Duration.ZERO));
    }
}

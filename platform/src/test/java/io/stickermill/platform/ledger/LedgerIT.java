package io.stickermill.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LedgerIT {

    private static JdbcClient database;

    @BeforeAll
    static void table() {
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("backfill");
        database = JdbcClient.create(new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password")));
        database.sql("""
                create table if not exists ledger_test (id uuid primary key, state text not null, claim_token uuid,
                    lease_until timestamptz, attempts integer not null default 0)
                """).update();
    }

    @Test
    void ofManyAtOnceOneIsGranted() throws Exception {
        Ledger ledger = new Ledger(database, "ledger_test", Duration.ofMinutes(1));
        UUID id = UUID.randomUUID();
        List<Callable<Claim>> claims = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            claims.add(() -> ledger.claim(id));
        }
        List<Claim> came = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var claim : threads.invokeAll(claims)) {
                came.add(claim.get());
            }
        }

        assertThat(came).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(came).filteredOn(Claim.LeasedByAnother.class::isInstance).hasSize(31);
    }

    @Test
    void anExpiredLeaseIsTakenOverAndSaysSo() {
        Ledger ledger = new Ledger(database, "ledger_test", Duration.ofMillis(300));
        UUID id = UUID.randomUUID();
        Claim.Granted first = (Claim.Granted) ledger.claim(id);
        assertThat(first.takenOver()).isFalse();
        assertThat(ledger.claim(id)).isInstanceOf(Claim.LeasedByAnother.class);

        Claim.Granted second = (Claim.Granted) await().until(() -> ledger.claim(id), Claim.Granted.class::isInstance);

        assertThat(second.takenOver()).isTrue();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(ledger.renew(id, first)).as("the late owner has lost it").isFalse();
        assertThat(end(id, first)).as("the late owner can't end it").isZero();
        assertThat(end(id, second)).isOne();
        assertThat(ledger.claim(id)).isEqualTo(new Claim.Ended());
    }

    @Test
    void whatIsGivenBackIsFreeAtOnceAndNotTakenOver() {
        Ledger ledger = new Ledger(database, "ledger_test", Duration.ofMinutes(1));
        UUID id = UUID.randomUUID();
        ledger.release(id, (Claim.Granted) ledger.claim(id));

        Claim again = ledger.claim(id);

        assertThat(again).isInstanceOfSatisfying(Claim.Granted.class, granted -> {
            assertThat(granted.takenOver()).isFalse();
            assertThat(granted.attempt()).isEqualTo(2);
        });
    }

    @Test
    void aRenewedLeaseHolds() {
        Ledger ledger = new Ledger(database, "ledger_test", Duration.ofMillis(600));
        UUID id = UUID.randomUUID();
        Claim.Granted held = (Claim.Granted) ledger.claim(id);
        long until = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(ledger.renew(id, held)).isTrue();
            assertThat(ledger.claim(id)).isInstanceOf(Claim.LeasedByAnother.class);
            return System.nanoTime() > until;
        });
    }

    private static int end(UUID id, Claim.Granted claim) {
        return database.sql(
                        "update ledger_test set state = 'done' where id = ? and claim_token = ? and state = 'claimed'")
                .params(id, claim.token())
                .update();
    }
}

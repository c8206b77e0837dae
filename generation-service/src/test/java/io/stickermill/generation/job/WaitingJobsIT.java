package io.stickermill.generation.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The queue on a real PostgreSQL, in another schema than the service's, whose runner would take the jobs. */
class WaitingJobsIT extends JobsContract {

    private static JdbcClient database;

    private final WaitingJobs waiting = rows();

    @BeforeAll
    static void table() {
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("backfill");
        var source = new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"));
        Flyway.configure()
                .dataSource(source)
                .schemas("backfill")
                .createSchemas(false)
                .table("waiting_jobs_test")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        database = JdbcClient.create(source);
    }

    private static WaitingJobs rows() {
        return new WaitingJobRows(database, "photo-requests", LEASE);
    }

    @Override
    WaitingJobs waiting() {
        return waiting;
    }

    @Override
    ClaimedJobs claimed() {
        return new ClaimedJobRows(database, LEASE);
    }

    @Override
    void pass(Duration time) {
        database.sql("""
                update generations
                   set due_at = due_at - :time * interval '1 ms', lease_until = lease_until - :time * interval '1 ms',
                       ended_at = ended_at - :time * interval '1 ms'
                """).param("time", time.toMillis()).update();
    }

    @BeforeEach
    void empty() {
        database.sql("delete from generations").update();
    }

    @Test
    void aDatabaseThatHasGoneBackInTimeIsNoticed() {
        assertThat(waiting.countLook()).isTrue();
        assertThat(waiting.countLook()).isTrue();
        database.sql("select setval('generation_looks', 1)").query((_, _) -> 1).list();
        assertThat(waiting.countLook()).isFalse();
        assertThat(rows().countLook()).as("by whoever saw it before").isTrue();
    }

    @Test
    void ofManyWhoClaimOneGetsIt() throws Exception {
        UUID id = store(1);
        List<Callable<Optional<StoredJob>>> claims = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            claims.add(() -> waiting.claim(id));
        }
        List<StoredJob> granted = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var claim : threads.invokeAll(claims)) {
                claim.get().ifPresent(granted::add);
            }
        }
        assertThat(granted).hasSize(1);
    }

    @Test
    void aRowOfTheVersionBeforeHasTheHeadersThatItKept() {
        UUID id = store(1);
        database.sql("update generations set record_own_headers = null where id = ?")
                .param(id)
                .update();

        assertThat(claimNext().orElseThrow().record().ownHeaders())
                .isEqualTo(new RecordHeaders().add("job_id", "x".getBytes(UTF_8)));
    }
}

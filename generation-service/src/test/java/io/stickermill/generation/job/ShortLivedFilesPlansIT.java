package io.stickermill.generation.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Removing what has had its time reads that, and not all that has not. */
class ShortLivedFilesPlansIT {

    private static final int FILES = 50_000;
    private static final int EXPIRED = 30;

    private static QueryPlans source;
    private static JdbcClient database;

    @BeforeAll
    static void manyFiles() {
        source = new QueryPlans(ServiceSchema.migrated("generation"));
        database = JdbcClient.create(source);
        database.sql("""
                insert into ready_made_stickers (job_id, variant, storage_key, width, height, quality, shape, confidence,
                                                 choices, expires_at)
                select md5('job' || n)::uuid, 1, 'plans/' || n, 512, 512, 80, 'CUT_OUT', 0.5, 2,
                       now() + case when n <= :expired then interval '-1 hour' else interval '1 hour' end
                  from generate_series(1, :files) n
                """).param("files", FILES).param("expired", EXPIRED).update();
        database.sql("""
                insert into style_sheets (storage_key, expires_at)
                select 'plans/' || n, now() + case when n <= :expired then interval '-1 hour' else interval '1 hour' end
                  from generate_series(1, :files) n
                """).param("files", FILES).param("expired", EXPIRED).update();
        database.sql("analyze ready_made_stickers").update();
        database.sql("analyze style_sheets").update();
    }

    /** Other tests of this JVM use the same tables. */
    @AfterAll
    static void remove() {
        for (String table : List.of("ready_made_stickers", "style_sheets")) {
            database.sql("delete from %s where storage_key like 'plans/%%'".formatted(table))
                    .update();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready_made_stickers", "style_sheets"})
    void removingReadsNoWholeTable(String table) throws Exception {
        List<String> removed = new ArrayList<>();
        var files = new ShortLivedFiles(
                database, TransactionOperations.withoutTransaction(), removed::add, Clock.systemUTC(), table);

        List<QueryPlans.Plan> plans = source.of(() -> files.removeExpired(EXPIRED));

        assertThat(removed).hasSize(EXPIRED);
        assertThat(plans).hasSize(2).allSatisfy(plan -> assertThat(plan.text()).doesNotContain("Seq Scan"));
        assertThat(database.sql("select count(*) from %s where expires_at < now()".formatted(table))
                        .query(Long.class)
                        .single())
                .isZero();
    }
}

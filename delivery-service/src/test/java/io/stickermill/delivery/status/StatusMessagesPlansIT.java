package io.stickermill.delivery.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs every few seconds reads the few rows that it is about, however many have been closed. */
class StatusMessagesPlansIT {

    private static final int CLOSED = 60_000;

    private static QueryPlans source;
    private static JdbcClient database;
    private static StatusMessages messages;

    @BeforeAll
    static void aMonthOfClosedMessages() {
        source = new QueryPlans(ServiceSchema.migrated("delivery"));
        database = JdbcClient.create(source);
        messages = new StatusMessages(database);
        database.sql("""
                insert into status_messages (job_id, chat_id, step, closed, created_at, closed_at)
                select md5('job' || n)::uuid, n, 7, n > 20, now() - interval '1 hour', case when n > 20 then now() end
                  from generate_series(1, ?) n
                """).param(CLOSED).update();
        database.sql("""
                insert into album_jobs (job_id, album_id, ended)
                select md5('photo' || n)::uuid, md5('job' || n / 3)::uuid, n / 3 > 10 from generate_series(1, ?) n
                """).param(CLOSED).update();
        database.sql("analyze status_messages").update();
        database.sql("analyze album_jobs").update();
    }

    /** Other tests of this JVM use the same tables. */
    @AfterAll
    static void remove() {
        database.sql(
                        "delete from status_messages where job_id in (select md5('job' || n)::uuid from generate_series(1, ?) n)")
                .param(CLOSED)
                .update();
        database.sql(
                        "delete from album_jobs where job_id in (select md5('photo' || n)::uuid from generate_series(1, ?) n)")
                .param(CLOSED)
                .update();
    }

    @Test
    void closingFinishedAlbumsReadsOnlyWhatIsOpen() throws Exception {
        assertNoWholeTable(() -> messages.closeFinishedAlbums(Duration.ofSeconds(10)), "status_messages_open");
    }

    @Test
    void whatStandsStillIsFoundByItsIndex() throws Exception {
        assertNoWholeTable(() -> messages.standing(Duration.ofSeconds(10), 100), "status_messages_standing");
    }

    private static void assertNoWholeTable(Runnable statement, String index) throws Exception {
        var plans = source.of(() -> {
            statement.run();
            return null;
        });
        assertThat(plans)
                .singleElement()
                .satisfies(plan -> assertThat(plan.text()).contains(index).doesNotContain("Seq Scan"));
    }
}

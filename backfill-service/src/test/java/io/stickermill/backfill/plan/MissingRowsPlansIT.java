package io.stickermill.backfill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.backfill.run.Filters;
import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.QueryPlans.Plan;
import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However much has its file already, a page of what is missing reads what is missing. */
class MissingRowsPlansIT {

    private static final int ROWS = 100_000;
    private static final int PAGE = 100;
    private static final UUID USER = UUID.randomUUID();
    private static final Filters ALL = new Filters(null, null, null, null, null, null);

    private static JdbcClient history;
    private static JdbcClient gateway;

    private final QueryPlans plans = new QueryPlans(ServiceSchema.as("backfill"));
    private final MissingRows rows = new MissingRows(JdbcClient.create(plans), Clock.systemUTC());

    /** One of a hundred has no file. */
    @BeforeAll
    static void load() {
        history = JdbcClient.create(ServiceSchema.migrated("history"));
        gateway = JdbcClient.create(ServiceSchema.migrated("gateway"));
        gateway.sql("insert into users (id, bot_id, telegram_id, language) values (?, 1, ?, 'en')")
                .params(USER, USER.getMostSignificantBits())
                .update();
        gateway.sql("""
                insert into sessions (id, user_id, chat_id, state, env, last_sticker_file_id, last_sticker_storage_path)
                select gen_random_uuid(), :user, 1, 'closed', 'test', 'file', case when n % 100 <> 0 then 'stickers/' || n end
                  from generate_series(1, :rows) n
                """).param("user", USER).param("rows", ROWS).update();
        history.sql("""
                insert into stickers (id, user_id, chat_id, origin, result_storage_path, telegram_file_id, generation_type, env,
                                      created_at)
                select gen_random_uuid(), :user, 1, 'import', case when n % 100 <> 0 then 'stickers/' || n end, 'file', 'photo',
                       'test', now()
                  from generate_series(1, :rows) n
                """).param("user", USER).param("rows", ROWS).update();
        history.sql("""
                insert into pack_batches (id, user_id, chat_id, pack_sheet_file_id, cleaned_sheet_storage_path, env, origin,
                                          created_at)
                select gen_random_uuid(), :user, 1, 'file', case when n % 100 <> 0 then 'pack_sheets/' || n end, 'test', 'import',
                       now()
                  from generate_series(1, :rows) n
                """).param("user", USER).param("rows", ROWS).update();
        vacuum();
    }

    @AfterAll
    static void empty() {
        history.sql("delete from stickers where user_id = ?").param(USER).update();
        history.sql("delete from pack_batches where user_id = ?").param(USER).update();
        gateway.sql("delete from sessions where user_id = ?").param(USER).update();
        vacuum();
    }

    @ParameterizedTest
    @CsvSource({
        "STICKERS_WITHOUT_PATH, stickers_without_file_by_id",
        "SESSIONS_WITHOUT_PATH, sessions_without_file_by_id",
        "SHEETS_WITHOUT_PATH, pack_batches_without_sheet_by_id"
    })
    void aPageIsReadByTheIndexOfWhatIsMissing(Phase phase, String index) throws Exception {
        List<Plan> asked = plans.of(
                () -> assertThat(rows.page(phase, ALL, Clock.systemUTC().instant(), new UUID(0, 0), PAGE))
                        .hasSize(PAGE));

        assertThat(asked)
                .singleElement()
                .satisfies(plan -> assertThat(plan.text()).contains(index).doesNotContain("Sort"));
    }

    /** What autovacuum does in its own time. */
    private static void vacuum() {
        gateway.sql("vacuum analyze sessions").update();
        history.sql("vacuum analyze stickers").update();
        history.sql("vacuum analyze pack_batches").update();
    }
}

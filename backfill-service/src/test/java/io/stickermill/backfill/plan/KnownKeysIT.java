package io.stickermill.backfill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.QueryPlans;
import io.stickermill.platform.fixture.QueryPlans.Plan;
import io.stickermill.platform.fixture.ServiceSchema;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions of a bot that has run for long: as many as the keys of a page are asked of again and again. */
class KnownKeysIT {

    private static final int SESSIONS = 300_000;
    private static final int PAGE = 1000;

    private static final UUID USER = UUID.randomUUID();
    private static final String KEY = "stickers/" + USER + "/%d.webp";

    private static JdbcClient gateway;

    private final QueryPlans plans = new QueryPlans(ServiceSchema.as("backfill"));
    private final KnownKeys keys = new KnownKeys(JdbcClient.create(plans));

    @BeforeAll
    static void load() {
        ServiceSchema.migrated("history");
        gateway = JdbcClient.create(ServiceSchema.migrated("gateway"));
        gateway.sql("insert into users (id, bot_id, telegram_id, language) values (?, 1, ?, 'en')")
                .params(USER, USER.getMostSignificantBits())
                .update();
        gateway.sql("""
                insert into sessions (id, user_id, chat_id, state, env, last_sticker_storage_path)
                select gen_random_uuid(), :user, 1, 'closed', 'test', 'stickers/' || :user || '/' || n || '.webp'
                  from generate_series(1, :sessions) n
                """).param("user", USER).param("sessions", SESSIONS).update();
        // What autovacuum does in its own time.
        gateway.sql("vacuum analyze sessions").update();
    }

    @AfterAll
    static void empty() {
        gateway.sql("delete from sessions where user_id = ?").param(USER).update();
        gateway.sql("vacuum analyze sessions").update();
    }

    @Test
    void aPageOfKeysReadsNoWholeTableOfSessions() throws Exception {
        String[] page = IntStream.rangeClosed(SESSIONS - PAGE + 2, SESSIONS + 1)
                .mapToObj(KEY::formatted)
                .toArray(String[]::new);

        List<Plan> asked = plans.of(() -> assertThat(keys.unknown(page)).containsExactly(KEY.formatted(SESSIONS + 1)));

        assertThat(asked)
                .singleElement()
                .satisfies(plan ->
                        assertThat(plan.text()).contains("sessions_by_path").doesNotContain("Seq Scan on sessions"));
    }
}

package io.stickermill.gateway.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.PersonalDataWalk;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.person.ForgetSettings;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.IdHashes;
import io.stickermill.schemas.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** What gateway forgets. */
class GatewayPersonalDataIT {

    private static final DataSource SOURCE = ServiceSchema.migrated("gateway");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);
    private static final TransactionOperations TRANSACTION =
            new TransactionTemplate(new DataSourceTransactionManager(SOURCE));

    private static final IdHashes HASHES = new ForgetSettings("a key of more than thirty-two characters, for tests")
            .hashes()
            .orElseThrow();

    private final GatewayPersonalData data = new GatewayPersonalData(
            DATABASE, TRANSACTION, new PersonalObjects((_, _, _) -> List.of(), _ -> {}), Optional.of(HASHES));

    @Test
    void everyTableIsSomebodysOrNobodys() {
        PersonalDataWalk.check(
                "gateway",
                DATABASE,
                data,
                Set.of("admission", "webhook_registrations", "set_orders", "forgets", "asked_before_forgetting"));
    }

    /** The id stands in the update as Telegram writes it; whose id only begins so is somebody else. */
    @Test
    void anUpdateThatWasSetAsideIsTheSendersAndNobodyElses() {
        Person person = new Person(Ids.user(1, 4242), 4242);
        UUID theirs = setAside("{\"message\":{\"from\":{\"id\":4242,\"first_name\":\"\\ud83d\"}}}");
        UUID others = setAside("{\"message\":{\"from\":{\"id\":42424,\"first_name\":\"4242\"}}}");

        var removed = data.remove(person, PersonalDataWalk.request(person, Instant.EPOCH));

        assertThat(removed.counts()).containsEntry("set_aside_updates", 1L);
        assertThat(DATABASE.sql("select id from set_aside_updates where id in (?, ?)")
                        .params(theirs, others)
                        .query(UUID.class)
                        .list())
                .containsExactly(others);
    }

    /** Being forgotten is no way to more stickers a day, nor out of a block. */
    @Test
    void theDaysCountAndABlockStay() {
        Person person = new Person(Ids.user(1, 4243), 4243);
        DATABASE.sql("insert into users (id, bot_id, telegram_id, language) values (?, 1, 4243, 'en')")
                .param(person.userId())
                .update();
        DATABASE.sql("insert into sessions (id, user_id, chat_id, state, env) values (?, ?, 4243, 'open', 'test')")
                .params(person.userId(), person.userId())
                .update();
        for (int i = 0; i < 3; i++) {
            DATABASE.sql("""
                    insert into photo_requests (job_id, session_id, user_id, chat_id, telegram_user_id, photo_file_id, requested_at)
                    values (gen_random_uuid(), ?, ?, 4243, 4243, 'file', now())
                    """).params(person.userId(), person.userId()).update();
        }
        DATABASE.sql("insert into admitted_users (telegram_id, blocked, daily_quota) values (4243, true, 7)")
                .update();

        data.remove(person, PersonalDataWalk.request(person, Instant.EPOCH));
        data.remove(person, PersonalDataWalk.request(person, Instant.EPOCH));

        assertThat(DATABASE.sql("select asked from asked_before_forgetting where id_hash = ?")
                        .param(HASHES.ofTelegram(4243))
                        .query(Integer.class)
                        .list())
                .containsExactly(3);
        assertThat(DATABASE.sql("select blocked from admitted_users where telegram_id = 4243")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
        assertThat(data.rows(person).get("photo_requests")).isEmpty();
        assertThat(data.rows(person).get("users")).isEmpty();
    }

    private static UUID setAside(String body) {
        UUID id = UUID.randomUUID();
        DATABASE.sql(
                        "insert into set_aside_updates (id, bot_id, body, reason, cause) values (?, 1, ?, 'FAILING', 'test')")
                .params(id, body.getBytes(UTF_8))
                .update();
        return id;
    }
}

package io.stickermill.gateway.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.TransferKind;
import io.stickermill.platform.fixture.PersonalDataWalk;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.person.ForgetSettings;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.IdHashes;
import io.stickermill.schemas.Ids;
import java.math.BigDecimal;
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
            DATABASE, TRANSACTION, new PersonalObjects((_, _, _) -> List.of(), _ -> {}), Optional.of(HASHES), _ -> {});

    @Test
    void everyTableIsSomebodysOrNobodys() {
        PersonalDataWalk.check(
                "gateway",
                DATABASE,
                data,
                Set.of(
                        "admission",
                        "webhook_registrations",
                        "set_orders",
                        "forgets",
                        "asked_before_forgetting",
                        "star_reconciliations"));
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

    /** Whose money it was is forgotten; that it was, never. */
    @Test
    void theBooksOnCreditsKeepTheirSumsAndNobodysName() {
        Person person = new Person(Ids.user(1, 4_244_000_001L), 4_244_000_001L);
        CreditLedger ledger = new CreditLedger(DATABASE, new BigDecimal("5"), _ -> false);
        ledger.balance(person.userId());
        ledger.transfer(TransferKind.GRANT, "gift of a test", person.userId(), new BigDecimal("2.50"), "for Ann");
        DATABASE.sql("""
                insert into star_payments (charge_id, telegram_id, user_id, payload, currency, stars, credits, state, told_by, paid_at)
                values ('charge of a test', 4244000001, ?, 'order', 'XTR', 75, 100, 'CREDITED', 'update', now()),
                       ('unmatched of a test', 4244000001, null, '?', 'XTR', 75, null, 'WAITING', 'update', now())
                """).param(person.userId()).update();
        String sums = "select sum(free) || ' ' || sum(reserved) from credit_balances";
        String before = DATABASE.sql(sums).query(String.class).single();

        var removed = data.remove(person, PersonalDataWalk.request(person, Instant.EPOCH));

        assertThat(removed.counts()).containsEntry("credit_transfers", 2L).containsEntry("star_payments", 1L);
        assertThat(DATABASE.sql(sums).query(String.class).single()).isEqualTo(before);
        assertThat(DATABASE.sql(
                                "select distinct b.user_id from credit_balances b join credit_transfers t using (user_id)"
                                        + " where t.reference in ('gift of a test', 'job of a test')")
                        .query(UUID.class)
                        .list())
                .as("still one person's")
                .hasSize(1);
        for (String table : List.of("credit_balances", "credit_transfers", "credit_charges")) {
            assertThat(DATABASE.sql("select t::text from " + table + " t")
                            .query(String.class)
                            .list())
                    .noneMatch(row -> row.contains(person.userId().toString()) || row.contains("Ann"));
        }
        assertThat(DATABASE.sql("select charge_id from star_payments where telegram_id = 4244000001")
                        .query(String.class)
                        .list())
                .as("owed to them")
                .containsExactly("unmatched of a test");
        assertThatThrownBy(() -> DATABASE.sql("update credit_transfers set amount = amount + 1")
                        .update())
                .hasMessageContaining("only ever added");
        // Others look at all there are.
        DATABASE.sql("delete from star_payments where charge_id like '% of a test'")
                .update();
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

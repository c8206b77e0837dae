package io.stickermill.gateway.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.contracts.person.Keeper;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.platform.person.ForgetSettings;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PersonForgotten;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class ForgetRowsIT {

    private static final DataSource SOURCE = ServiceSchema.migrated("gateway");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);
    private static final AtomicLong PEOPLE = new AtomicLong(880_000);

    private final Forgets forgets = rows("a key of more than thirty-two characters, for tests");
    private final Person person = person(PEOPLE.incrementAndGet());

    @Test
    void aPersonIsForgottenWhenEveryServiceHasDoneSoAndTheReceiptNamesNobody() {
        UUID wish = UUID.randomUUID();
        ForgetRequested begun = forgets.begin(wish, person, true, "ru").orElseThrow();

        assertThat(begun.getRequestId()).isEqualTo(wish);
        assertThat(forgets.isOpen(person.telegramId())).isTrue();
        for (Keeper keeper : Keeper.values()) {
            assertThat(forgets.isOpen(person.telegramId())).isTrue();
            boolean last = keeper == Keeper.values()[Keeper.values().length - 1];
            PersonForgotten result = result(begun, keeper.service());
            assertThat(forgets.done(result)).as(keeper.service()).isEqualTo(last);
            assertThat(forgets.done(result)).as("the same again").isFalse();
        }

        assertThat(forgets.isOpen(person.telegramId())).isFalse();
        Forgets.Receipt receipt = forgets.receipt(wish).orElseThrow();
        assertThat(receipt.endedAt()).isNotNull();
        assertThat(receipt.removed())
                .hasSize(Keeper.values().length)
                .containsEntry("history-service", Map.of("stickers", 3L));
        List<String> kept = DATABASE.sql("select f::text from forgets f where id = ?")
                .param(wish)
                .query(String.class)
                .list();
        assertThat(kept)
                .singleElement()
                .asString()
                .doesNotContain(person.userId().toString())
                .doesNotContain(Long.toString(person.telegramId()));
    }

    @Test
    void asOftenAsItIsAskedMeanwhileItIsTheSameOne() {
        ForgetRequested first =
                forgets.begin(UUID.randomUUID(), person, false, "en").orElseThrow();
        ForgetRequested second =
                forgets.begin(UUID.randomUUID(), person, true, "en").orElseThrow();

        assertThat(second).isEqualTo(first);
        assertThat(forgets.tellsToWait(person.telegramId())).isTrue();
        assertThat(forgets.tellsToWait(person.telegramId())).as("told once").isFalse();
        assertThat(forgets.isOpen(person.telegramId() + 1_000_000)).isFalse();
    }

    /** A button pressed once, whose update comes again after all is done. */
    @Test
    void aWishThatIsDoneIsNotDoneAgainAndANewOneIs() {
        UUID wish = UUID.randomUUID();
        ForgetRequested begun = forgets.begin(wish, person, false, "en").orElseThrow();
        for (Keeper keeper : Keeper.values()) {
            forgets.done(result(begun, keeper.service()));
        }

        assertThat(forgets.begin(wish, person, false, "en")).isEmpty();
        assertThat(forgets.begin(UUID.randomUUID(), person, false, "en")).isPresent();
    }

    @Test
    void withoutAKeyNobodyIsForgottenAndNobodyIsHeldUp() {
        Forgets off = rows(null);
        forgets.begin(UUID.randomUUID(), person, false, "en");

        assertThat(off.isOn()).isFalse();
        assertThat(off.isOpen(person.telegramId())).isFalse();
        assertThatThrownBy(() -> off.begin(UUID.randomUUID(), person, false, "en"))
                .hasMessageContaining("STICKERMILL_FORGET_KEY");
    }

    private static PersonForgotten result(ForgetRequested asked, String service) {
        return PersonForgotten.newBuilder()
                .setRequestId(asked.getRequestId())
                .setService(service)
                .setUserId(asked.getUserId())
                .setTelegramUserId(asked.getTelegramUserId())
                .setRemoved(Map.of("stickers", 3L))
                .setRequestedAt(asked.getRequestedAt())
                .setForgottenAt(Instant.EPOCH)
                .build();
    }

    private static Person person(long telegramId) {
        return new Person(Ids.user(1, telegramId), telegramId);
    }

    private static Forgets rows(String key) {
        return new ForgetRows(
                DATABASE,
                new TransactionTemplate(new DataSourceTransactionManager(SOURCE)),
                Optional.of(new ForgetSettings(key)).flatMap(ForgetSettings::hashes),
                JsonMapper.shared());
    }
}

package io.stickermill.gateway.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stickermill.platform.fixture.ServiceSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class LedgerIT {

    private static final JdbcClient DATABASE = JdbcClient.create(ServiceSchema.migrated("gateway"));

    private final UUID person = UUID.randomUUID();
    private final CreditLedger ledger = new CreditLedger(DATABASE, new BigDecimal("1.50"), _ -> false);

    @Test
    void everyoneBeginsWithTheWelcomeOnce() {
        assertThat(ledger.known(person)).isEmpty();
        assertThat(ledger.balance(person)).isEqualTo(balance("1.50", "0.00"));
        assertThat(ledger.balance(person)).isEqualTo(balance("1.50", "0.00"));
        assertThat(ledger.statement(person, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void anAmountMovesOnceAndNoFurtherThanTheBalanceGoes() {
        ledger.balance(person);
        String job = UUID.randomUUID().toString();

        assertThat(ledger.transfer(TransferKind.RESERVE, job, person, new BigDecimal("1.51"), null))
                .isFalse();
        assertThat(ledger.transfer(TransferKind.RESERVE, job, person, new BigDecimal("1.50"), null))
                .isTrue();
        assertThat(ledger.transfer(TransferKind.RESERVE, job, person, new BigDecimal("1.50"), null))
                .isFalse();
        assertThat(ledger.balance(person)).isEqualTo(balance("0.00", "1.50"));
        assertThat(ledger.transfer(TransferKind.SETTLE, job, person, new BigDecimal("1.50"), null))
                .isTrue();
        assertThat(ledger.balance(person)).isEqualTo(balance("0.00", "0.00"));
        assertThat(ledger.statement(person, Long.MAX_VALUE, 10))
                .extracting(CreditLedger.Line::kind, CreditLedger.Line::amount)
                .containsExactly(
                        tuple(TransferKind.SETTLE, new BigDecimal("-1.50")),
                        tuple(TransferKind.WELCOME, new BigDecimal("1.50")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update credit_transfers set amount = amount + 1",
                "delete from credit_transfers",
                "truncate credit_transfers",
                "update credit_balances set free = -0.01"
            })
    void whatIsWrittenStaysAndNoBalanceIsBelowZero(String statement) {
        ledger.balance(person);

        assertThatThrownBy(() -> DATABASE.sql(statement).update())
                .hasMessageMatching("(?s).*(only ever added|credit_balances_free_check).*");
    }

    @Test
    void aBalanceThatIsNotTheSumIsFound() {
        ledger.balance(person);
        assertThat(ledger.wrong()).doesNotContain(person);

        DATABASE.sql("update credit_balances set free = free + 0.01 where user_id = ?")
                .param(person)
                .update();

        assertThat(ledger.wrong()).contains(person);
        DATABASE.sql("update credit_balances set free = free - 0.01 where user_id = ?")
                .param(person)
                .update();
        assertThat(ledger.wrong()).isEqualTo(List.of());
    }

    private static Balance balance(String free, String reserved) {
        return new Balance(new BigDecimal(free), new BigDecimal(reserved));
    }
}

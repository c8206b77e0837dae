package io.stickermill.delivery.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.ServiceSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class StatusMessagesIT {

    private static final DataSource SOURCE = ServiceSchema.migrated("delivery");

    /** As when PostgreSQL is killed right after Telegram has taken the message. */
    @Test
    void aMessageThatStandsIsNotedThoughTheDatabaseIsAwayForAMoment() {
        UUID job = UUID.randomUUID();
        var away = new AtomicInteger();
        var messages = new StatusMessages(JdbcClient.create(new DelegatingDataSource(SOURCE) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.getAndDecrement() > 0) {
                    throw new SQLException("terminating connection due to administrator command", "57P01");
                }
                return super.getConnection();
            }
        }));
        assertThat(messages.show(job, 7, Stage.at(1))).isInstanceOf(StatusMessages.Showing.Create.class);

        away.set(2);
        assertThat(messages.created(job, 28)).as("closed").isFalse();

        assertThat(messages.close(job, 7)).isEqualTo(OptionalInt.of(28));
    }
}

package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PollerSeatIT {

    private static final long BOT = 4711;

    private final DriverManagerDataSource database = database();

    @SuppressWarnings("try") // that closing gives the seat back is what is tested
    @Test
    void oneGatewayAtATimeHasTheSeat() {
        try (PollerSeat first = new PollerSeat(database, BOT);
                PollerSeat second = new PollerSeat(database, BOT);
                PollerSeat otherBot = new PollerSeat(database, BOT + 1)) {
            assertThat(first.take()).isTrue();
            assertThat(first.take()).as("it stays").isTrue();
            assertThat(second.take()).isFalse();
            assertThat(otherBot.take()).as("another bot has a seat of its own").isTrue();

            first.close();

            assertThat(second.take()).isTrue();
            assertThat(first.take()).isFalse();
        }
    }

    @Test
    void aHolderWhoseConnectionDiesLosesTheSeat() {
        try (PollerSeat first = new PollerSeat(database, BOT + 2);
                PollerSeat second = new PollerSeat(database, BOT + 2)) {
            assertThat(first.take()).isTrue();

            JdbcClient.create(database)
                    .sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ?")
                    .param(BOT + 2)
                    .query((_, _) -> true)
                    .list();

            await().atMost(Duration.ofSeconds(20)).until(second::take);
            assertThat(first.take()).isFalse();
        }
    }

    private static DriverManagerDataSource database() {
        var settings = LocalParts.shared(Set.of(PartKind.POSTGRES)).springProperties("gateway");
        return new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"),
                settings.get("spring.datasource.password"));
    }
}

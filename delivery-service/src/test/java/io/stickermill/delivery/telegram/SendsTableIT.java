package io.stickermill.delivery.telegram;

import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SendsTableIT extends SendsContract {

    private static final DataSource SOURCE = ServiceSchema.migrated("delivery");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);

    private final Sends sends = new SendsTable(
            DATABASE, new TransactionTemplate(new JdbcTransactionManager(SOURCE)), Duration.ofSeconds(45));

    @Override
    Sends sends() {
        return sends;
    }

    @Override
    void leaseEnds(UUID id) {
        DATABASE.sql("update deliveries set lease_until = now() - interval '1 ms' where id = ?")
                .param(id)
                .update();
    }

    @Override
    int unknownOutcomes(UUID id) {
        return DATABASE.sql("select unknown_outcomes from deliveries where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }
}

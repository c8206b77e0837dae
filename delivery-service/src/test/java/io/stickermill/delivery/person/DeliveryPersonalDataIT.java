package io.stickermill.delivery.person;

import io.stickermill.platform.fixture.PersonalDataWalk;
import io.stickermill.platform.fixture.ServiceSchema;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** What delivery forgets. */
class DeliveryPersonalDataIT {

    private static final DataSource SOURCE = ServiceSchema.migrated("delivery");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);
    private static final TransactionOperations TRANSACTION =
            new TransactionTemplate(new DataSourceTransactionManager(SOURCE));

    @Test
    void everyTableIsSomebodysOrNobodys() {
        PersonalDataWalk.check(
                "delivery",
                DATABASE,
                new DeliveryPersonalData(DATABASE, TRANSACTION, new ShownThings(null)),
                Set.of("set_requests"));
    }
}

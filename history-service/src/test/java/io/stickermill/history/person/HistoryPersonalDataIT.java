package io.stickermill.history.person;

import io.stickermill.platform.fixture.PersonalDataWalk;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.platform.forget.PersonalObjects;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** What history forgets. */
class HistoryPersonalDataIT {

    private static final DataSource SOURCE = ServiceSchema.migrated("history");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);
    private static final TransactionOperations TRANSACTION =
            new TransactionTemplate(new DataSourceTransactionManager(SOURCE));

    @Test
    void everyTableIsSomebodysOrNobodys() {
        PersonalDataWalk.check(
                "history",
                DATABASE,
                new HistoryPersonalData(
                        DATABASE,
                        TRANSACTION,
                        new PersonalObjects((_, _, _) -> List.of(), _ -> {}),
                        new ForgottenElsewhere(DATABASE)),
                Set.of("library_links", "forgotten_elsewhere"));
    }
}

package io.stickermill.gateway.pack;

import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SheetRowsIT extends SheetsContract {

    private static final DataSource SOURCE = ServiceSchema.migrated("gateway");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);

    @Override
    Sheets sheets() {
        return new SheetRows(DATABASE, new TransactionTemplate(new JdbcTransactionManager(SOURCE)));
    }

    @Override
    void pass(Duration time) {
        DATABASE.sql("update packs set created_at = created_at - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
    }
}

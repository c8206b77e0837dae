package io.stickermill.gateway.pack;

import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PackRowsIT extends PacksContract {

    private static final DataSource SOURCE = ServiceSchema.migrated("gateway");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);

    @Override
    Packs packs() {
        return new PackRows(DATABASE, new TransactionTemplate(new JdbcTransactionManager(SOURCE)), SETTINGS);
    }

    @Override
    void pass(Duration time) {
        DATABASE.sql("""
                update packs set last_at = last_at - make_interval(secs => :by),
                                 closed_at = closed_at - make_interval(secs => :by)
                """).param("by", time.toSeconds()).update();
    }
}

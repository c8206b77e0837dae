package io.stickermill.gateway.pack;

import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

class SheetRowsIT extends SheetsContract {

    private static final JdbcClient DATABASE = JdbcClient.create(ServiceSchema.migrated("gateway"));

    @Override
    Sheets sheets() {
        return new SheetRows(DATABASE);
    }

    @Override
    void pass(Duration time) {
        DATABASE.sql("update sheets set created_at = created_at - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
    }
}

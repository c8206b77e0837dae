package io.stickermill.gateway.session;

import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SessionTableRowsIT extends SessionTablesContract {

    private static final DataSource SOURCE = ServiceSchema.migrated("gateway");
    private static final JdbcClient DATABASE = JdbcClient.create(SOURCE);

    @Override
    Users users() {
        return new UserRows(DATABASE);
    }

    @Override
    Sessions sessions() {
        return new SessionRows(DATABASE, new TransactionTemplate(new JdbcTransactionManager(SOURCE)));
    }

    @Override
    PhotoRequests requests() {
        return new PhotoRequestRows(DATABASE);
    }

    @Override
    SentStickers stickers() {
        return new SentStickerRows(DATABASE);
    }

    @Override
    void pass(Duration time) {
        DATABASE.sql("update sessions set awaits_text_since = awaits_text_since - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
        DATABASE.sql("update title_questions set since = since - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
        DATABASE.sql("update photo_requests set styles_pressed_at = styles_pressed_at - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
    }
}

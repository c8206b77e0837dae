package io.stickermill.gateway.update;

import io.stickermill.platform.fixture.ServiceSchema;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

class TellingRowsIT extends TellingsContract {

    private static final JdbcClient DATABASE = JdbcClient.create(ServiceSchema.migrated("gateway"));

    private long nanos;
    private final Tellings tellings = new TellingRows(DATABASE, () -> nanos);

    @Override
    Tellings tellings() {
        return tellings;
    }

    @Override
    void pass(Duration time) {
        nanos += time.toNanos();
        DATABASE.sql("update chat_tellings set since = since - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
    }
}

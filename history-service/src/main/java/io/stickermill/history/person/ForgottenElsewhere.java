package io.stickermill.history.person;

import io.stickermill.schemas.PersonForgotten;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code forgotten_elsewhere}: which services have done with a forgetting. It names nobody. */
final class ForgottenElsewhere {

    private final JdbcClient database;

    ForgottenElsewhere(JdbcClient database) {
        this.database = database;
    }

    void note(PersonForgotten done) {
        database.sql("insert into forgotten_elsewhere (forgetting_id, service) values (?, ?) on conflict do nothing")
                .params(done.getRequestId(), done.getService())
                .update();
    }

    List<String> services(UUID forgettingId) {
        return database.sql("select service from forgotten_elsewhere where forgetting_id = ?")
                .param(forgettingId)
                .query((row, _) -> row.getString(1))
                .list();
    }
}

package io.stickermill.gateway.session;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The real tables, for tests of other packages. */
public final class SessionTables {

    private SessionTables() {}

    /** Notes a request in its session, and its person as seen. */
    public static void note(JdbcClient database, PhotoRequest request) {
        Asker asker = request.asker();
        new UserRows(database).seen(asker.userId(), 1, asker.telegramUserId(), "en");
        new SessionRows(database, TransactionOperations.withoutTransaction()).open(request, "test");
        new PhotoRequestRows(database).note(request);
    }
}

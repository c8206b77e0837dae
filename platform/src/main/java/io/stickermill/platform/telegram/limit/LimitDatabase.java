package io.stickermill.platform.telegram.limit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * Connections for the limits alone. Their commits don't wait for the disk: all senders queue for the bot's bucket, and a
 * crash of the database loses what was taken in its last half second, of buckets that are full again a second later. And
 * who waits there holds up none of the service's other work.
 */
public final class LimitDatabase implements AutoCloseable {

    /** More would only queue for the bot's bucket. */
    private static final int CONNECTIONS = 4;

    private final HikariDataSource connections;

    /** @param service tells where the database is, and as whom to use it */
    public LimitDatabase(HikariDataSource service) {
        HikariConfig config = new HikariConfig();
        service.copyStateTo(config);
        config.setPoolName("limits");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionInitSql("set synchronous_commit = off");
        this.connections = new HikariDataSource(config);
    }

    public DataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }
}

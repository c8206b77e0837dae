package io.stickermill.gateway.update;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place from which a bot's updates are polled, across all gateways: an advisory lock of PostgreSQL, held by a
 * connection. When its holder dies, the connection does, and another gateway takes the seat. Two pollers would throw each
 * other out with 409.
 */
final class PollerSeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PollerSeat.class);
    private static final int LOOK_SECONDS = 2;

    private final DataSource database;
    private final long botId;
    private @Nullable Connection held;

    PollerSeat(DataSource database, long botId) {
        this.database = database;
        this.botId = botId;
    }

    /** True while the seat is ours; takes it if it is free. To be asked before every poll. */
    boolean take() {
        try {
            Connection connection = held;
            if (connection != null && connection.isValid(LOOK_SECONDS)) {
                return true;
            }
            close();
            return tryToTake();
        } catch (SQLException e) {
            log.warn("whether another gateway polls can't be told: {}", e.getMessage());
            close();
            return false;
        }
    }

    /** Leaves the seat to others. */
    @Override
    public void close() {
        Connection connection = held;
        held = null;
        if (connection == null) {
            return;
        }
        // Back in the pool the connection would hold the lock on.
        try (connection;
                var unlock = connection.prepareStatement("select pg_advisory_unlock(?)")) {
            unlock.setLong(1, botId);
            unlock.execute();
        } catch (SQLException gone) {
            log.debug("the connection with the poller's seat was gone", gone);
        }
    }

    private boolean tryToTake() throws SQLException {
        Connection connection = database.getConnection();
        boolean taken = false;
        try (var lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, botId);
            try (var answer = lock.executeQuery()) {
                taken = answer.next() && answer.getBoolean(1);
            }
        } finally {
            if (!taken) {
                connection.close();
            }
        }
        if (taken) {
            held = connection;
            log.info("this gateway polls for updates now");
        }
        return taken;
    }
}

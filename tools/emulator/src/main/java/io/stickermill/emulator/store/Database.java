package io.stickermill.emulator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One embedded H2 file. Every commit is written before it returns (WRITE_DELAY=0), so what was answered survives kill -9.
 * RETENTION_TIME=0 lets H2 use freed space again at once: otherwise each small commit adds some 20 KB to the file for the
 * next 45 s. What it guards against, a machine that loses power, is no concern here.
 *
 * <p>There is one writer at a time on purpose: update ids and journal numbers then become visible in their order, and a
 * reader that has confirmed number 7 can't have missed a number 6 that committed later.
 */
public final class Database implements AutoCloseable {
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS people (
                user_id BIGINT PRIMARY KEY,
                language_code VARCHAR NOT NULL,
                blocked BOOLEAN DEFAULT FALSE NOT NULL
            );
            CREATE TABLE IF NOT EXISTS chats (
                chat_id BIGINT PRIMARY KEY,
                last_message_id INT DEFAULT 0 NOT NULL
            );
            CREATE TABLE IF NOT EXISTS messages (
                chat_id BIGINT NOT NULL,
                message_id INT NOT NULL,
                deleted BOOLEAN DEFAULT FALSE NOT NULL,
                body VARCHAR NOT NULL,
                PRIMARY KEY (chat_id, message_id)
            );
            CREATE TABLE IF NOT EXISTS events (
                seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at_millis BIGINT NOT NULL,
                chat_id BIGINT NOT NULL,
                kind VARCHAR NOT NULL,
                body VARCHAR NOT NULL
            );
            CREATE TABLE IF NOT EXISTS updates (
                update_id INT GENERATED ALWAYS AS IDENTITY (START WITH 100000001) PRIMARY KEY,
                expires_millis BIGINT NOT NULL,
                body VARCHAR NOT NULL
            );
            -- Columns that older data lacks
            ALTER TABLE updates ADD COLUMN IF NOT EXISTS queue VARCHAR DEFAULT '' NOT NULL;
            ALTER TABLE people ADD COLUMN IF NOT EXISTS deactivated BOOLEAN DEFAULT FALSE NOT NULL;
            ALTER TABLE chats ADD COLUMN IF NOT EXISTS migrated_to BIGINT;
            CREATE TABLE IF NOT EXISTS sticker_sets (
                set_name VARCHAR PRIMARY KEY,
                title VARCHAR NOT NULL
            );
            CREATE TABLE IF NOT EXISTS sticker_set_members (
                set_name VARCHAR NOT NULL,
                place INT NOT NULL,
                file_id VARCHAR NOT NULL,
                emoji VARCHAR NOT NULL,
                PRIMARY KEY (set_name, place)
            );
            ALTER TABLE sticker_sets ADD COLUMN IF NOT EXISTS number BIGINT GENERATED ALWAYS AS IDENTITY;
            ALTER TABLE sticker_sets ADD COLUMN IF NOT EXISTS owner BIGINT DEFAULT 0 NOT NULL;
            ALTER TABLE sticker_sets ADD COLUMN IF NOT EXISTS sticker_type VARCHAR DEFAULT 'REGULAR' NOT NULL;
            ALTER TABLE sticker_sets ADD COLUMN IF NOT EXISTS thumbnail VARCHAR;
            ALTER TABLE sticker_set_members ADD COLUMN IF NOT EXISTS format VARCHAR DEFAULT 'STATIC' NOT NULL;
            ALTER TABLE sticker_set_members ADD COLUMN IF NOT EXISTS keywords VARCHAR DEFAULT '' NOT NULL;
            CREATE INDEX IF NOT EXISTS sticker_set_members_file ON sticker_set_members (file_id);
            CREATE TABLE IF NOT EXISTS webhook (
                url VARCHAR PRIMARY KEY,
                secret VARCHAR NOT NULL,
                max_connections INT NOT NULL,
                last_error_millis BIGINT,
                last_error VARCHAR
            );
            CREATE TABLE IF NOT EXISTS allowed_updates (
                kind VARCHAR PRIMARY KEY
            );
            CREATE TABLE IF NOT EXISTS callbacks (
                callback_query_id VARCHAR PRIMARY KEY,
                asked_millis BIGINT NOT NULL,
                answered BOOLEAN DEFAULT FALSE NOT NULL,
                text VARCHAR,
                show_alert BOOLEAN DEFAULT FALSE NOT NULL
            );
            CREATE TABLE IF NOT EXISTS files (
                file_id VARCHAR PRIMARY KEY,
                number BIGINT GENERATED ALWAYS AS IDENTITY,
                bot_id BIGINT NOT NULL,
                file_unique_id VARCHAR NOT NULL,
                kind VARCHAR NOT NULL,
                file_path VARCHAR NOT NULL UNIQUE,
                file_name VARCHAR NOT NULL,
                mime_type VARCHAR NOT NULL,
                width INT NOT NULL,
                height INT NOT NULL,
                sha256 VARCHAR,
                file_size BIGINT,
                scaled_from VARCHAR
            );
            ALTER TABLE files ADD COLUMN IF NOT EXISTS lost BOOLEAN DEFAULT FALSE NOT NULL;
            CREATE TABLE IF NOT EXISTS invoices (
                number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                slug VARCHAR UNIQUE,
                start_parameter VARCHAR NOT NULL,
                payload VARCHAR NOT NULL,
                amount BIGINT NOT NULL,
                paid BOOLEAN DEFAULT FALSE NOT NULL
            );
            CREATE TABLE IF NOT EXISTS invoice_messages (
                chat_id BIGINT NOT NULL,
                message_id INT NOT NULL,
                invoice BIGINT NOT NULL,
                PRIMARY KEY (chat_id, message_id)
            );
            CREATE INDEX IF NOT EXISTS invoice_messages_invoice ON invoice_messages (invoice);
            CREATE TABLE IF NOT EXISTS checkouts (
                pre_checkout_query_id VARCHAR PRIMARY KEY,
                invoice BIGINT NOT NULL,
                payer BIGINT NOT NULL,
                asked_millis BIGINT NOT NULL,
                state VARCHAR DEFAULT 'WAITING' NOT NULL,
                error_message VARCHAR,
                charge_id VARCHAR
            );
            CREATE TABLE IF NOT EXISTS star_transactions (
                number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                transaction_id VARCHAR NOT NULL,
                outgoing BOOLEAN NOT NULL,
                amount BIGINT NOT NULL,
                at_seconds BIGINT NOT NULL,
                partner VARCHAR NOT NULL,
                UNIQUE (transaction_id, outgoing)
            );
            CREATE TABLE IF NOT EXISTS due_payments (
                number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                due_millis BIGINT NOT NULL,
                kind VARCHAR NOT NULL,
                body VARCHAR NOT NULL
            );
            """;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock(true);
    private boolean closed;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** @throws IllegalStateException if the folder can't be used, for instance because another emulator holds it */
    public static Database open(Path folder) {
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("emulator")
                + ";WRITE_DELAY=0;RETENTION_TIME=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=8192";
        try {
            Connection connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(SCHEMA);
            }
            connection.commit();
            return new Database(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The emulator's data in " + folder + " can't be opened: " + e.getMessage()
                            + ". Is another emulator using it? If not, remove the folder.",
                    e);
        }
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /**
     * Runs the work as one transaction, on disk when this returns; rolled back if it throws.
     *
     * @throws DatabaseClosed if this is closed: H2 would answer too, but leave a trace file in the folder
     */
    public <T> T transact(Work<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new DatabaseClosed();
            }
            T result = work.run(new Sql(connection));
            connection.commit();
            return result;
        } catch (DatabaseClosed e) {
            throw e;
        } catch (SQLException e) {
            rollBack(e);
            throw new IllegalStateException("The emulator's database failed", e);
        } catch (RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The emulator's database can't be closed", e);
        } finally {
            lock.unlock();
        }
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}

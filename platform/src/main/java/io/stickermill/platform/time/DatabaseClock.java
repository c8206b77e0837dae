package io.stickermill.platform.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database's clock, asked each time. For what deletes by age, and for what instances must agree on. */
public final class DatabaseClock implements InstantSource {

    private final JdbcClient database;

    public DatabaseClock(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(
                database.sql("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                        .query(Long.class)
                        .single(),
                ChronoUnit.MICROS);
    }
}

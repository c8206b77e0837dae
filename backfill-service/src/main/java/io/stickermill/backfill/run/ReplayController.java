package io.stickermill.backfill.run;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who replayed what. The replay itself is the command's: it moves the place of groups that must not be running. */
@RestController
class ReplayController {

    private static final int NEWEST = 20;

    private final JdbcClient database;

    ReplayController(JdbcClient database) {
        this.database = database;
    }

    /** @param records that lay in the range, or that were published again */
    record Replay(
            String topic,
            String group,
            String from,
            @Nullable String to,
            @Nullable UUID run,
            long records,
            String by,
            Instant at) {}

    @Operation(summary = "The newest replays")
    @GetMapping("/v1/replays")
    List<Replay> replays() {
        return database.sql("select * from replays order by requested_at desc limit ?")
                .param(NEWEST)
                .query((row, _) -> new Replay(
                        row.getString("topic"),
                        row.getString("consumer_group"),
                        row.getString("position_from"),
                        row.getString("position_to"),
                        row.getObject("run_id", UUID.class),
                        row.getLong("records"),
                        row.getString("requested_by"),
                        row.getTimestamp("requested_at").toInstant()))
                .list();
    }
}

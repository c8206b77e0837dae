package io.stickermill.localstack.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.localstack.parts.StackParts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who replayed what, in backfill's table. Written here and not by the service, which is stopped while its own group is
 * moved.
 */
final class ReplayLog {

    private static final int NEWEST = 20;

    private final StackParts stack;

    ReplayLog(StackParts stack) {
        this.stack = stack;
    }

    void record(JsonNode replay) throws SQLException {
        try (Connection connection = stack.database("backfill");
                var insert = connection.prepareStatement("""
                        insert into replays (id, topic, consumer_group, position_from, position_to, run_id, records,
                                             requested_by)
                        values (?, ?, ?, ?, ?, ?::uuid, ?, ?)
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, replay.path("topic").asText());
            insert.setString(3, replay.path("group").asText());
            insert.setString(4, replay.path("from").asText());
            insert.setString(5, text(replay, "to"));
            insert.setString(6, text(replay, "run"));
            insert.setLong(7, replay.path("records").asLong());
            insert.setString(8, replay.path("by").asText());
            insert.executeUpdate();
        }
    }

    List<Map<String, Object>> newest() throws SQLException {
        try (Connection connection = stack.database("backfill");
                var query = connection.prepareStatement("""
                        select topic, consumer_group, position_from, position_to, run_id::text, records, requested_by,
                               requested_at::timestamptz(0)::text as requested_at
                          from replays order by requested_at desc limit ?
                        """)) {
            query.setInt(1, NEWEST);
            List<Map<String, Object>> replays = new ArrayList<>();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    Map<String, Object> replay = new LinkedHashMap<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        Object value = found.getObject(i);
                        if (value != null) {
                            replay.put(found.getMetaData().getColumnName(i), value);
                        }
                    }
                    replays.add(replay);
                }
            }
            return replays;
        }
    }

    private static @Nullable String text(JsonNode replay, String name) {
        return replay.hasNonNull(name) ? replay.path(name).asText() : null;
    }
}

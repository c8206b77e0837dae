package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.job.JobLooks;
import java.util.Map;

/** Where a running stack's jobs are looked at. */
final class JobTables implements AutoCloseable {

    private final FlowReader flows;
    private final LookedAtDatabase database;
    private final JobLooks looks;

    JobTables(StickermillCommand stickermill) {
        JsonNode access = stickermill.running().status().path("access");
        Map<String, Object> broker =
                Map.of("bootstrap.servers", access.path("bootstrap").asText());
        flows = new FlowReader(broker);
        database = new LookedAtDatabase(
                access.path("database").asText(), new StackLogins(stickermill.home()).password(LookedAtDatabase.ROLE));
        looks = new JobLooks(database, flows, broker);
    }

    JobLooks looks() {
        return looks;
    }

    @Override
    public void close() {
        flows.close();
        database.close();
    }
}

package io.stickermill.command;

import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.job.JobLooks;
import java.util.Map;

/** Where an installation's jobs are looked at. */
final class JobTables implements AutoCloseable {

    private final FlowReader flows;
    private final LookedAtDatabase database;
    private final JobLooks looks;

    JobTables(Installation installation) {
        Map<String, Object> broker = installation.broker();
        DatabaseLogin login = installation.database(LookedAtDatabase.ROLE);
        flows = new FlowReader(broker);
        database = new LookedAtDatabase(login.url(), login.password());
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

package io.stickermill.gateway.update;

import io.stickermill.platform.fixture.ServiceSchema;
import org.springframework.jdbc.core.simple.JdbcClient;

class SetAsideUpdateRowsIT extends SetAsideUpdatesContract {

    private static final SetAsideUpdates UPDATES =
            new SetAsideUpdateRows(JdbcClient.create(ServiceSchema.migrated("gateway")), 1);

    @Override
    SetAsideUpdates updates() {
        return UPDATES;
    }
}

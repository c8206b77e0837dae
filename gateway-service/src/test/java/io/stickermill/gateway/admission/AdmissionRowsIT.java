package io.stickermill.gateway.admission;

import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.SessionTables;
import io.stickermill.platform.fixture.ServiceSchema;
import org.springframework.jdbc.core.simple.JdbcClient;

class AdmissionRowsIT extends AdmissionRulesContract {

    private static final JdbcClient DATABASE = JdbcClient.create(ServiceSchema.migrated("gateway"));

    @Override
    AdmissionRules rules() {
        return new AdmissionRows(DATABASE, null);
    }

    @Override
    void note(PhotoRequest request) {
        SessionTables.note(DATABASE, request);
    }
}

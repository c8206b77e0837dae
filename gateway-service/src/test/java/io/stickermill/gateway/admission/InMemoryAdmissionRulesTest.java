package io.stickermill.gateway.admission;

import io.stickermill.gateway.session.InMemoryPhotoRequests;
import io.stickermill.gateway.session.PhotoRequest;
import java.time.InstantSource;

class InMemoryAdmissionRulesTest extends AdmissionRulesContract {

    private final InMemoryPhotoRequests requests = new InMemoryPhotoRequests(InstantSource.system());
    private final AdmissionRules rules = new InMemoryAdmissionRules(InstantSource.system(), requests);

    @Override
    AdmissionRules rules() {
        return rules;
    }

    @Override
    void note(PhotoRequest request) {
        requests.note(request);
    }
}

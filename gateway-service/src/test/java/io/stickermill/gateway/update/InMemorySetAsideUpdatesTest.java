package io.stickermill.gateway.update;

class InMemorySetAsideUpdatesTest extends SetAsideUpdatesContract {

    private final SetAsideUpdates updates = new InMemorySetAsideUpdates();

    @Override
    SetAsideUpdates updates() {
        return updates;
    }
}

package io.stickermill.platform.dispatch;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import java.util.Set;

/** One real broker for all tests of this JVM. */
final class Broker {

    private static final Broker SHARED = new Broker();

    private final LocalParts parts = LocalParts.shared(Set.of(PartKind.BROKER));

    private Broker() {}

    static Broker shared() {
        return SHARED;
    }

    String bootstrap() {
        return "127.0.0.1:" + parts.port(PartKind.BROKER);
    }
}

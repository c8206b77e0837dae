package io.stickermill.operations.recovery;

import java.util.List;

/** A running stack, as far as a recovery needs it. Addresses are without a path. */
public interface RecoveredStack {

    String bootstrap();

    String gateway();

    String delivery();

    String apiKey();

    /** Names of the parts that are processes of a service. */
    List<String> instances(String service);

    /** Returns when the part is gone. */
    void stop(String part);

    void start(String part);
}

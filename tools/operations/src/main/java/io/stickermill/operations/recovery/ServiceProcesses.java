package io.stickermill.operations.recovery;

import java.util.List;

/** Who can stop and start the processes of services. */
public interface ServiceProcesses {

    /** Names of the parts that are processes of a service. */
    List<String> instances(String service);

    /** Returns when the part is gone. */
    void stop(String part);

    void start(String part);
}

package io.stickermill.generation.remote;

import java.util.UUID;

/** Whoever works on jobs. */
@FunctionalInterface
public interface WokenJobs {

    /** A job that waits for its turn is looked at now. */
    void wake(UUID jobId);
}

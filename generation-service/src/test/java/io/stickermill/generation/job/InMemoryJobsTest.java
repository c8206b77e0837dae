package io.stickermill.generation.job;

import java.time.Duration;
import java.time.Instant;

class InMemoryJobsTest extends JobsContract {

    private Instant now = Instant.EPOCH;
    private final InMemoryJobs jobs = new InMemoryJobs(() -> now, LEASE);

    @Override
    WaitingJobs waiting() {
        return jobs;
    }

    @Override
    ClaimedJobs claimed() {
        return jobs;
    }

    @Override
    void pass(Duration time) {
        now = now.plus(time);
    }
}

package io.stickermill.platform.dispatch;

import io.stickermill.platform.trace.Traces;
import java.time.Clock;

/** What the tasks of one dispatcher share. */
record TaskContext(
        GroupTopics topics,
        RetryPolicy policy,
        FaultClassifier faults,
        Publisher publisher,
        Meters meters,
        Traces traces,
        RecordMemory.Share memory,
        Clock clock) {}

package io.stickermill.platform.dispatch;

import java.time.Clock;

/** What the tasks of one dispatcher share. */
record TaskContext(
        GroupTopics topics,
        RetryPolicy policy,
        FaultClassifier faults,
        Publisher publisher,
        Meters meters,
        RecordMemory.Share memory,
        Clock clock) {}

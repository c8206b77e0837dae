package io.stickermill.benchmarks;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * A process and all that it has started, directly or not.
 *
 * @param pid of the first; none needs to run any more
 */
record ProcessTree(long pid) {

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.of(pid).stream().flatMap(first -> Stream.concat(Stream.of(first), first.descendants()));
    }

    /** The CPU time of those that run, since each began. */
    Duration cpu() {
        return processes()
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** PSS in MB: what processes share counts in part. */
    long megabytes() {
        return processes()
                .mapToLong(each -> ProcessMemory.megabytes(each.pid()))
                .sum();
    }
}

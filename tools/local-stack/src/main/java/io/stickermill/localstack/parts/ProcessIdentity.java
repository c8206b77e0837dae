package io.stickermill.localstack.parts;

import java.time.Instant;
import java.util.Optional;

/**
 * A process and no other: numbers are given again, so the start time belongs to it.
 *
 * @param startMillis since the epoch; 0 where the system does not tell
 */
public record ProcessIdentity(long pid, long startMillis) {

    /** Linux counts from the boot, whose time of day moves a little whenever the clock is set right. */
    private static final long SAME_START_MILLIS = 60_000;

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Empty if these are no numbers. */
    public static Optional<ProcessIdentity> parse(String pid, String startMillis) {
        try {
            return Optional.of(new ProcessIdentity(Long.parseLong(pid), Long.parseLong(startMillis)));
        } catch (NumberFormatException noIdentity) {
            return Optional.empty();
        }
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> living() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(of(process).startMillis() - startMillis) < SAME_START_MILLIS);
    }
}

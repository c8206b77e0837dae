package io.stickermill.localstack.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clocks of single parts, which may be wrong on purpose. A part's next start has the clock that was set last. The
 * work is done by libfaketime, as Debian packages it; timers go on by the true (monotonic) clock. Its guess of which clock a
 * timed wait is measured by is switched off: where it guesses wrong, every timed wait of a JVM ends at once.
 */
public final class PartClocks {

    /** Where Debian's {@code libfaketime} lies, for the processors that we run on. */
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private final Map<String, Duration> errors = new ConcurrentHashMap<>();

    /** Empty where libfaketime is not installed: no clock can be wrong there. */
    public static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    /**
     * Makes a part's clock wrong from its next start on.
     *
     * @param error added to the true time; zero sets the clock right
     * @throws IllegalStateException where libfaketime is not installed
     */
    public void set(String part, Duration error) {
        if (library().isEmpty()) {
            throw new IllegalStateException("A clock can't be set wrong without Debian's libfaketime.");
        }
        errors.put(part, error);
    }

    /** What a process needs in its environment. */
    Map<String, String> environment(String part) {
        Duration error = errors.getOrDefault(part, Duration.ZERO);
        return error.isZero()
                ? Map.of()
                : Map.of(
                        "LD_PRELOAD",
                        library().orElseThrow().toString(),
                        "FAKETIME",
                        "%+d".formatted(error.toSeconds()),
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0");
    }
}

package io.stickermill.generation.maker.child;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child writes to its standard error, in our log: in lines of bounded length, and so many a minute. */
final class ChildLog {

    private static final Logger log = LoggerFactory.getLogger("maker-child");

    private static final int LONGEST_LINE = 400;

    private static final int LINES_A_MINUTE = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What the VM says of its end: {@code #  SIGSEGV (0xb) at pc=...}. */
    private static final Pattern CAUSE =
            Pattern.compile("#  (SIG.*)|(Terminating due to .*)|(java.lang.OutOfMemoryError.*)");

    private final Process process;
    private volatile @Nullable String cause;
    private final StringBuilder line = new StringBuilder();
    private long minute = System.nanoTime();
    private int lines;

    ChildLog(Process process) {
        this.process = process;
    }

    void pump() {
        try (Reader errors = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
            for (int next = errors.read(); next >= 0; next = errors.read()) {
                if (next == '\n') {
                    end();
                } else if (line.length() < LONGEST_LINE && next >= ' ') {
                    line.append((char) next);
                }
            }
            end();
        } catch (IOException closed) {
            end();
        }
    }

    /** What it was that ended the process, where that was said. */
    Optional<String> cause() {
        return Optional.ofNullable(cause);
    }

    private void end() {
        if (System.nanoTime() - minute > MINUTE.toNanos()) {
            minute = System.nanoTime();
            lines = 0;
        }
        Matcher matched = CAUSE.matcher(line);
        if (cause == null && matched.matches()) {
            cause = line.toString().replaceFirst("^#  ", "");
        }
        if (!line.isEmpty() && lines++ < LINES_A_MINUTE) {
            log.warn("{}: {}", process.pid(), line);
        }
        line.setLength(0);
    }
}

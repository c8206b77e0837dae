package io.stickermill.generation.maker.child;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child writes to its standard error, in our log: in lines of bounded length, and so many a minute. */
final class ChildLog {

    private static final Logger log = LoggerFactory.getLogger("maker-child");

    private static final int LONGEST_LINE = 400;

    private static final int LINES_A_MINUTE = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Process process;
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

    private void end() {
        if (System.nanoTime() - minute > MINUTE.toNanos()) {
            minute = System.nanoTime();
            lines = 0;
        }
        if (!line.isEmpty() && lines++ < LINES_A_MINUTE) {
            log.warn("{}: {}", process.pid(), line);
        }
        line.setLength(0);
    }
}

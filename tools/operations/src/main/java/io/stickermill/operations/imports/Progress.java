package io.stickermill.operations.imports;

import java.io.PrintWriter;
import java.time.Duration;

/** A line now and then on how far a table is. */
final class Progress {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final PrintWriter out;
    private final String table;
    private final long all;
    private final long began = System.nanoTime();
    private long first = -1;
    private long told = began;

    Progress(PrintWriter out, String table, long all) {
        this.out = out;
        this.table = table;
        this.all = all;
    }

    void at(long rows) {
        if (first < 0) {
            first = rows;
        }
        long now = System.nanoTime();
        if (now - told >= BETWEEN.toNanos()) {
            told = now;
            tell(rows);
        }
    }

    void done(long rows) {
        tell(rows);
    }

    private void tell(long rows) {
        double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
        out.printf(
                "%-13s %,12d of %,d rows%s%n",
                table, rows, all, first < 0 ? "" : "  %,.0f/s".formatted((rows - first) / seconds));
        out.flush();
    }
}

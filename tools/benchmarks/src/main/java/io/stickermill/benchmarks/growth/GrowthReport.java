package io.stickermill.benchmarks.growth;

import io.stickermill.benchmarks.growth.Costs.Cost;
import io.stickermill.benchmarks.growth.Costs.Statement;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prints what each question took at both sizes, and which statements have grown. */
final class GrowthReport {

    private static final int WIDTH = 72;
    private static final String LINE = "%-72s %9s %9s | %9s %9s | %8s %8s%n";

    private final PrintWriter out;

    private record Grown(Statement statement, Cost small, Cost large) {}

    GrowthReport(PrintWriter out) {
        this.out = out;
    }

    /** @param stickers that there were at last; before that, a tenth of them */
    void print(long stickers, Costs before, Costs after) {
        out.printf("%nBlocks of 8 KB, rows and ms for %,d stickers and for %,d%n", stickers / 10, stickers);
        out.printf(LINE, "", "BLOCKS", "", "ROWS", "", "MS", "");
        after.byQuestion().forEach((question, large) -> {
            Footprint small = before.byQuestion().getOrDefault(question, large);
            out.printf(LINE, cells(question, small, large));
        });
        List<Grown> grown = new ArrayList<>();
        after.byStatement().forEach((statement, large) -> {
            Cost small = before.byStatement().get(statement);
            if (small != null && large.took().hasGrownFrom(small.took())) {
                grown.add(new Grown(statement, small, large));
            }
        });
        grown.sort(Comparator.comparingLong(each -> -each.large().took().blocks()));
        out.printf(
                "%n%d of %d statements read more, the larger their tables:%n",
                grown.size(), after.byStatement().size());
        for (Grown each : grown) {
            Statement statement = each.statement();
            out.printf(
                    LINE,
                    cells(
                            statement.question(),
                            each.small().took(),
                            each.large().took()));
            out.printf("    %s: %s%n    %s%n", statement.role(), each.large().where(), statement.sql());
        }
        out.flush();
    }

    private static Object[] cells(String what, Footprint small, Footprint large) {
        return new Object[] {
            what.substring(0, Math.min(what.length(), WIDTH)),
            small.blocks(),
            large.blocks(),
            small.rows(),
            large.rows(),
            "%.1f".formatted(small.millis()),
            "%.1f".formatted(large.millis())
        };
    }
}

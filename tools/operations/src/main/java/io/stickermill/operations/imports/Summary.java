package io.stickermill.operations.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The end of a run in numbers. */
final class Summary {

    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void print(Map<SourceTable, Tally> tallies, boolean dryRun, Path report, long findings) throws IOException {
        out.println();
        out.printf(
                "%-13s %12s %12s %12s %12s %12s %12s%n",
                "TABLE", "READ", dryRun ? "TO TAKE" : "TAKEN", "NEW", "UPDATED", "JOINED", "NOT TAKEN");
        tallies.forEach((table, tally) -> out.printf(
                "%-13s %,12d %,12d %12s %12s %,12d %,12d%n",
                table.tableName(),
                tally.read(),
                tally.taken(),
                dryRun ? "-" : "%,d".formatted(tally.fresh()),
                dryRun ? "-" : "%,d".formatted(tally.changed()),
                tally.joined(),
                tally.refused()));
        tallies.forEach((table, tally) -> tally.facts()
                .forEach((fact, count) -> out.printf("%,12d %s %s%n", count, table.tableName(), fact.words())));
        long forgotten = tallies.values().stream().mapToLong(Tally::forgotten).sum();
        if (forgotten > 0) {
            out.printf("%,12d rows of people who have had themselves forgotten: passed over%n", forgotten);
        }
        out.printf("What was not taken or not taken as it was, and why: %s (%,d lines)%n", report, findings);
        if (dryRun) {
            out.println("A dry run: nothing was changed.");
        }
        out.printf("Peak memory: heap %d MB, process %s%n", peakHeap() >> 20, peakProcess());
        out.flush();
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static String peakProcess() throws IOException {
        if (!Files.exists(OWN_STATUS)) {
            return "unknown";
        }
        return Files.readAllLines(OWN_STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                .findFirst()
                .orElse("unknown");
    }
}

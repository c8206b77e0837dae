package io.stickermill.history.rebuild;

import java.io.PrintWriter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One rebuild: copies what the topics can't tell, reads the topics, compares, and replaces if it is to. */
final class Rebuild {

    private static final int TRIES = 5;

    private final RebuildSettings settings;
    private final JdbcClient database;
    private final Baseline baseline;
    private final TopicReading reading;
    private final Comparison comparison;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;

    Rebuild(
            RebuildSettings settings,
            JdbcClient database,
            Baseline baseline,
            TopicReading reading,
            Comparison comparison,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.database = database;
        this.baseline = baseline;
        this.reading = reading;
        this.comparison = comparison;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @return whether history now is what the topics say */
    boolean run(PrintWriter out) throws InterruptedException {
        List<HistoryTable> tables = HistoryTable.all(database);
        Instant horizon = reading.horizon();
        out.println("The topics hold everything since " + horizon
                + "; what is older, imported or made from old sessions is" + " taken as it is.");
        out.println("Taken as it is: " + copy(tables, horizon) + " rows");
        out.println("Read: " + reading.toTheEnd() + " events");
        long behind = reading.awaitService(settings.patience());
        if (behind > 0) {
            out.println("history-service has " + behind
                    + " of these events still to keep: does it run? What it has not kept" + " shows as a difference.");
        }
        Map<String, Difference> differences = lasting(tables, horizon);
        print(out, differences);
        if (reading.refused() > 0) {
            out.println("Could not be kept here, and so not compared: " + reading.refused() + " events (see the log)");
        }
        if (settings.verify() || differences.isEmpty()) {
            return differences.isEmpty();
        }
        replace(tables, horizon);
        Map<String, Difference> left = lasting(tables, horizon);
        out.println("Replaced. Differences left: " + left.size());
        return left.isEmpty();
    }

    /** What still differs after the service and the replay have both seen more of the topics: not what is just changing. */
    private Map<String, Difference> lasting(List<HistoryTable> tables, Instant horizon) throws InterruptedException {
        Map<String, Difference> differences = comparison.of(tables);
        for (int round = 1; round < settings.rounds() && !differences.isEmpty(); round++) {
            copy(tables, horizon);
            reading.toTheEnd();
            reading.awaitService(settings.patience());
            Map<String, Difference> now = comparison.of(tables);
            differences.keySet().retainAll(now.keySet());
        }
        return differences;
    }

    private long copy(List<HistoryTable> tables, Instant horizon) {
        Long rows = snapshot.execute(_ -> tables.stream()
                .mapToLong(table -> baseline.copy(table, horizon))
                .sum());
        return rows == null ? 0 : rows;
    }

    private void print(PrintWriter out, Map<String, Difference> differences) {
        differences.values().stream().limit(settings.shown()).forEach(out::println);
        if (differences.size() > settings.shown()) {
            out.println("... and " + (differences.size() - settings.shown()) + " more");
        }
        Map<String, Long> counts = differences.values().stream()
                .collect(Collectors.groupingBy(
                        difference -> difference.table() + " " + difference.column(),
                        TreeMap::new,
                        Collectors.counting()));
        counts.forEach((column, count) -> out.println("  " + column + ": " + count));
        out.println("Differences: " + differences.size());
    }

    /**
     * In one transaction, with writers kept out: what they have written by then is in the topics and so in what was rebuilt;
     * what comes after it they write again themselves. They wait, and lose nothing.
     */
    private void replace(List<HistoryTable> tables, Instant horizon) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.executeWithoutResult(_ -> {
                    database.sql("lock table "
                                    + tables.stream().map(HistoryTable::live).collect(Collectors.joining(", "))
                                    + " in share row exclusive mode")
                            .update();
                    copy(tables, horizon);
                    reading.toTheEnd();
                    tables.reversed().forEach(table -> removeUntrue(table, horizon));
                    tables.forEach(this::write);
                });
                return;
            } catch (PessimisticLockingFailureException e) {
                // A writer held one of the tables and wanted another.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Rows that no event tells of, and that are not older than the topics. */
    private void removeUntrue(HistoryTable table, Instant horizon) {
        database.sql("delete from %s t where not %s and not exists (select from %s r where %s)"
                        .formatted(table.live(), table.untold(), table.rebuilt(), table.sameKey("r", "t")))
                .param("horizon", Timestamp.from(horizon))
                .update();
    }

    private void write(HistoryTable table) {
        List<String> others = table.columns().stream()
                .filter(column -> !table.key().contains(column))
                .toList();
        database.sql("""
                insert into %1$s as t (%2$s)
                select %3$s from %4$s r
                 where not exists (select from %1$s l where %5$s and (%6$s) is not distinct from (%3$s))
                on conflict (%7$s) do %8$s
                """.formatted(
                                table.live(),
                                String.join(", ", table.columns()),
                                table.list("r"),
                                table.rebuilt(),
                                table.sameKey("l", "r"),
                                table.list("l"),
                                table.keyList(),
                                others.isEmpty()
                                        ? "nothing"
                                        : "update set (%s) = row(%s)"
                                                .formatted(
                                                        String.join(", ", others),
                                                        others.stream()
                                                                .map(column -> "excluded." + column)
                                                                .collect(Collectors.joining(", ")))))
                .update();
    }
}

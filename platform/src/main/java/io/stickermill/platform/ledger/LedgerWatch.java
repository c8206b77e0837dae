package io.stickermill.platform.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** Counts a ledger's rows that have not ended, for the metrics. A figure that can't be had is shown as none. */
public final class LedgerWatch {

    private static final Logger log = LoggerFactory.getLogger(LedgerWatch.class);

    private record Figure(long rows, double oldestSeconds) {}

    private static final Figure NONE = new Figure(0, 0);
    private static final Figure UNKNOWN = new Figure(0, Double.NaN);

    private final JdbcClient database;
    private final String count;
    private volatile Map<String, Figure> seen = Map.of();
    private volatile boolean known;

    /**
     * Shows the rows of a table in each of its states. The table has a state and a {@code created_at}.
     *
     * @param table name of the ledger's table; a constant of the program, never input
     * @param unended condition of the rows that have not ended, which an index answers
     */
    public LedgerWatch(JdbcClient database, String table, String unended, List<String> states, MeterRegistry meters) {
        this.database = database;
        this.count = """
                select state, count(*) as rows,
                       greatest(0, extract(epoch from now() - min(created_at)))::double precision as oldest
                  from %s where %s group by state
                """.formatted(table, unended);
        for (String state : states) {
            Metric.LEDGER_ROWS.gauge(meters, () -> known ? figure(state).rows() : Double.NaN, table, state);
            Metric.LEDGER_OLDEST.gauge(meters, () -> figure(state).oldestSeconds(), table, state);
        }
    }

    /** Looks anew. */
    @Scheduled(fixedDelayString = "15s", initialDelayString = "1s")
    public void look() {
        try {
            seen = database
                    .sql(count)
                    .query((row, _) ->
                            Map.entry(row.getString("state"), new Figure(row.getLong("rows"), row.getDouble("oldest"))))
                    .list()
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            known = true;
        } catch (RuntimeException away) {
            known = false;
            log.debug("the ledger can't be counted: {}", away.toString());
        }
    }

    private Figure figure(String state) {
        return known ? seen.getOrDefault(state, NONE) : UNKNOWN;
    }
}

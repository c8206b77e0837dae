package io.stickermill.benchmarks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the books on credits say of paid jobs, when all is at rest.
 *
 * @param wrong sentences that are true of books that are wrong; none are wanted
 */
record Books(List<String> wrong) {

    /** Every order costs that; everybody begins with more than a run can spend. */
    private static final String PRICES = """
            credits-per-dollar: 100
            prices: [{cost: 0.05}]
            packages: [{id: some, credits: 100, stars: 75}]
            """;

    private static final String WELCOME = "100000";

    /** Settings of a stack whose remote styles cost credits. */
    static Map<String, String> settings(Path folder) {
        try {
            Path prices = Files.createDirectories(folder).resolve("prices.yaml");
            Files.writeString(prices, PRICES);
            return Map.of("stickermill.credits.prices", prices.toString(), "stickermill.credits.welcome", WELCOME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param taken the orders, and when each was taken */
    static Books of(ChaosStack stack, Map<UUID, Instant> taken) throws SQLException {
        List<String> wrong = new ArrayList<>();
        stack.rows("""
                select user_id from (select user_id, free, reserved from gateway.credit_balances) kept
                  full join (select user_id, coalesce(sum(amount) filter (where account = 'FREE'), 0) as free,
                                    coalesce(sum(amount) filter (where account = 'RESERVED'), 0) as reserved
                               from gateway.credit_entries group by user_id) summed using (user_id)
                  full join (select user_id, sum(amount) as open from gateway.credit_charges
                              where ended_at is null group by user_id) charges using (user_id)
                 where coalesce(kept.free, 0) <> coalesce(summed.free, 0)
                    or coalesce(kept.reserved, 0) <> coalesce(summed.reserved, 0)
                    or coalesce(kept.reserved, 0) <> coalesce(open, 0)
                """)
                .forEach(row -> wrong.add("the balance of " + row.get("user_id") + " is not the sum of its entries"));
        stack.rows("""
                select sum(amount) as left_over from gateway.credit_entries having sum(amount) <> 0
                """).forEach(row -> wrong.add("entries do not cancel out: " + row.get("left_over")));
        stack.rows("""
                select c.job_id, c.state, j.state as job from gateway.credit_charges c left join history.jobs j on j.id = c.job_id
                 where c.state = 'SETTLED' and j.state is distinct from 'delivered'
                    or c.ended_at is null and j.state in ('delivered', 'failed', 'cancelled')
                """)
                .forEach(row -> wrong.add(
                        "job " + row.get("job_id") + " is " + row.get("job") + ", and its charge " + row.get("state")));
        Set<String> paid =
                stack.rows("select job_id from gateway.credit_charges where state in ('SETTLED', 'GIVEN')").stream()
                        .map(row -> String.valueOf(row.get("job_id")))
                        .collect(Collectors.toCollection(HashSet::new));
        stack.rows("""
                select distinct g.job_id from generation.remote_generations g join history.jobs j on j.id = g.job_id
                 where g.status = 'succeeded' and j.state = 'delivered'
                """).stream()
                .map(row -> String.valueOf(row.get("job_id")))
                .filter(job -> !paid.contains(job) && !isForgotten(stack, taken.get(UUID.fromString(job))))
                .forEach(job -> wrong.add("job " + job + " was made and delivered, and nobody was charged"));
        if (!taken.isEmpty() && paid.isEmpty()) {
            wrong.add("nothing was charged, of " + taken.size() + " orders");
        }
        return new Books(wrong);
    }

    /** The database was replaced by a copy that did not know of it: what was reserved for it is not. */
    private static boolean isForgotten(ChaosStack stack, @Nullable Instant taken) {
        return taken == null || stack.lostTimes().stream().anyMatch(lost -> taken.isBefore(lost.restored()));
    }
}

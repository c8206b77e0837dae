package io.stickermill.benchmarks.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered of remote models, what of it was paid, and what came of it.
 *
 * @param jobs of the orders
 * @param states of the jobs, in history
 * @param rows of generation's table, of all jobs
 * @param begun by provider, what its stand-in has begun: that is what costs
 * @param forgotten how many orders were on their way while the database was one that was replaced by a copy, which knows less than the
 *     providers: of each of them a picture may have been begun that no row tells of
 */
record PaidEvidence(
        List<UUID> jobs,
        Map<UUID, String> states,
        List<Map<String, Object>> rows,
        Map<String, Long> begun,
        long forgotten) {

    /** @param jobs those of the orders, and when each was taken */
    static PaidEvidence of(ChaosStack stack, Map<UUID, Instant> jobs)
            throws IOException, InterruptedException, SQLException {
        Map<String, Long> begun = new HashMap<>();
        for (String provider : List.of("replicate", "fal", "kie", "gemini", "openai")) {
            begun.put(
                    provider,
                    stack.emulator()
                            .get("/admin/providers/" + provider)
                            .path("begun")
                            .asLong());
        }
        return new PaidEvidence(
                List.copyOf(jobs.keySet()),
                stack.rows("select id, state from history.jobs").stream()
                        .collect(
                                Collectors.toMap(row -> (UUID) row.get("id"), row -> String.valueOf(row.get("state")))),
                stack.rows("select job_id, provider, status, why, task_id, paid from generation.remote_generations"),
                begun,
                jobs.values().stream()
                        .filter(taken -> stack.lostTimes().stream().anyMatch(lost -> isOnItsWay(taken, lost)))
                        .count());
    }

    private static boolean isOnItsWay(Instant taken, ChaosStack.LostTime lost) {
        return taken.isBefore(lost.restored()) && taken.isAfter(lost.copied().minus(ChaosStack.REMOTE_LONGEST));
    }

    /** Each order is paid once at most, and came to its end; more than that is paid only where nobody knows whether it was. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (succeeded() == 0) {
            wrong.add("nothing was made, of " + jobs.size() + " orders");
        }
        Map<Object, List<Map<String, Object>>> byJob =
                rows.stream().collect(Collectors.groupingBy(row -> String.valueOf(row.get("job_id"))));
        for (UUID job : jobs) {
            List<Map<String, Object>> orders = byJob.getOrDefault(job.toString(), List.of());
            long paid = orders.stream().filter(PaidEvidence::isPaid).count();
            long made = orders.stream().filter(row -> is(row, "succeeded")).count();
            String state = states.getOrDefault(job, "unknown");
            if (paid > 1 || made > 1) {
                wrong.add("job " + job + ": paid " + paid + " times, made " + made + " times: " + orders);
            }
            if (!List.of("delivered", "failed", "held").contains(state)) {
                wrong.add("job " + job + " is " + state + ": " + orders);
            }
            if (made == 1 && state.equals("failed")) {
                wrong.add("job " + job + " was paid and made, and has failed: " + orders);
            }
        }
        begun.forEach((provider, times) -> {
            long known = count(provider, row -> row.get("task_id") != null || is(row, "succeeded"));
            long perhaps = count(provider, row -> row.get("task_id") == null && isPaid(row) && !is(row, "succeeded"));
            if (times < known || times > known + perhaps + forgotten) {
                wrong.add(provider + " has begun " + times + ", known are " + known + ", perhaps " + perhaps
                        + ", forgotten at most " + forgotten);
            }
        });
        return wrong;
    }

    /** Orders of which nobody knows whether they were paid. */
    long unknown() {
        return rows.stream()
                .filter(row -> is(row, "unknown") || "LOST".equals(row.get("why")))
                .count();
    }

    long succeeded() {
        return rows.stream().filter(row -> is(row, "succeeded")).count();
    }

    private long count(String provider, Predicate<Map<String, Object>> which) {
        return rows.stream()
                .filter(row -> provider.equals(row.get("provider")) && which.test(row))
                .count();
    }

    private static boolean isPaid(Map<String, Object> row) {
        return Boolean.TRUE.equals(row.get("paid"));
    }

    private static boolean is(Map<String, Object> row, String status) {
        @Nullable Object found = row.get("status");
        return status.equals(found);
    }
}

package io.stickermill.benchmarks.growth;

import io.stickermill.benchmarks.growth.PlanLog.Execution;
import io.stickermill.benchmarks.growth.Questions.Asked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was carried out, by the questions that it was for.
 *
 * @param byStatement each statement of each question
 */
record Costs(Map<Statement, Cost> byStatement) {

    /** A statement and the question for whose sake it was carried out. */
    record Statement(String question, String role, String sql) {}

    /**
     * What a statement took: for a question, as often as it needs it, the median of several times; where nobody asked, the one time
     * with the most blocks.
     *
     * @param where the part of its plan that took the most blocks
     */
    record Cost(Footprint took, String where) {

        Cost plus(Cost other) {
            return new Cost(took.plus(other.took), larger(other).where);
        }

        Cost larger(Cost other) {
            return took.blocks() >= other.took.blocks() ? this : other;
        }

        /** The one in the middle by its blocks. */
        static Cost median(List<Cost> times) {
            List<Cost> sorted = times.stream()
                    .sorted(Comparator.comparingLong(cost -> cost.took().blocks()))
                    .toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    /** What a role carries out with nobody asking is for nobody's sake at other times either. */
    private record Own(String role, String sql) {}

    /** @param asked in the order of time, one after another */
    static Costs of(List<Asked> asked, List<Execution> executions) {
        Set<Own> own = executions.stream()
                .filter(execution ->
                        asked.stream().anyMatch(each -> each.what().equals(Questions.NOBODY) && each.covers(execution)))
                .map(execution -> new Own(execution.role(), execution.sql()))
                .collect(Collectors.toSet());
        Map<Statement, List<Cost>> times = new LinkedHashMap<>();
        for (Asked each : asked) {
            boolean alone = each.what().equals(Questions.NOBODY);
            Map<Statement, Cost> once = new LinkedHashMap<>();
            for (Execution execution : executions) {
                if (each.covers(execution) && (alone || !own.contains(new Own(execution.role(), execution.sql())))) {
                    once.merge(
                            new Statement(each.what(), execution.role(), execution.sql()),
                            new Cost(execution.took(), execution.where()),
                            alone ? Cost::larger : Cost::plus);
                }
            }
            once.forEach((statement, cost) ->
                    times.computeIfAbsent(statement, _ -> new ArrayList<>()).add(cost));
        }
        Map<Statement, Cost> costs = new LinkedHashMap<>();
        times.forEach((statement, each) -> costs.put(statement, Cost.median(each)));
        return new Costs(costs);
    }

    /** The sum of a question's statements; of those for nobody's sake, each of its own. */
    Map<String, Footprint> byQuestion() {
        Map<String, Footprint> sums = new LinkedHashMap<>();
        byStatement.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().question().equals(Questions.NOBODY)))
                .forEach(entry ->
                        sums.merge(name(entry.getKey()), entry.getValue().took(), Footprint::plus));
        return sums;
    }

    private static String name(Statement statement) {
        return statement.question().equals(Questions.NOBODY)
                ? statement.role() + ": " + statement.sql()
                : statement.question();
    }
}

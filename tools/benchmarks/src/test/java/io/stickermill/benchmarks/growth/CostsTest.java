package io.stickermill.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.benchmarks.growth.Costs.Cost;
import io.stickermill.benchmarks.growth.Costs.Statement;
import io.stickermill.benchmarks.growth.PlanLog.Execution;
import io.stickermill.benchmarks.growth.Questions.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-29T12:00:00Z");

    private static final Asked NOBODY = new Asked(Questions.NOBODY, null, at(0), at(10));
    private static final Asked FIRST = new Asked("history GET /v1/packs", "history", at(20), at(21));
    private static final Asked AGAIN = new Asked("history GET /v1/packs", "history", at(30), at(31));

    @Test
    void aQuestionTakesWhatItsServiceDoesMeanwhile() {
        Costs costs = Costs.of(
                List.of(NOBODY, FIRST),
                List.of(
                        execution(20, "history", "select packs", 7),
                        execution(20, "history", "select packs", 8),
                        execution(20, "gateway", "select users", 3),
                        execution(25, "history", "select packs", 100)));
        assertThat(costs.byStatement())
                .isEqualTo(Map.of(
                        new Statement("history GET /v1/packs", "history", "select packs"),
                        new Cost(new Footprint(15, 15, 2), "Seq Scan")));
    }

    @Test
    void whatIsDoneWithNobodyAskingIsForNobodysSakeAtOtherTimes() {
        Costs costs = Costs.of(
                List.of(NOBODY, FIRST),
                List.of(
                        execution(1, "history", "select count", 2),
                        execution(2, "history", "select count", 9),
                        execution(20, "history", "select count", 5)));
        assertThat(costs.byStatement())
                .isEqualTo(Map.of(
                        new Statement(Questions.NOBODY, "history", "select count"),
                        new Cost(new Footprint(9, 9, 1), "Seq Scan")));
        assertThat(costs.byQuestion()).containsOnlyKeys("history: select count");
    }

    @Test
    void askedSeveralTimesTheMedianCounts() {
        Costs costs = Costs.of(
                List.of(FIRST, AGAIN, FIRST),
                List.of(execution(20, "history", "select packs", 4), execution(30, "history", "select packs", 60)));
        assertThat(costs.byQuestion()).isEqualTo(Map.of("history GET /v1/packs", new Footprint(4, 4, 1)));
    }

    private static Instant at(int seconds) {
        return BEGIN.plusSeconds(seconds);
    }

    private static Execution execution(int second, String role, String sql, int blocks) {
        return new Execution(at(second).plusMillis(500), role, sql, new Footprint(blocks, blocks, 1), "Seq Scan");
    }
}

package io.stickermill.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.benchmarks.growth.Costs.Cost;
import io.stickermill.benchmarks.growth.Costs.Statement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthReportTest {

    private static final Statement PAGE = new Statement("history GET /v1/packs", "history", "select packs");
    private static final Statement COUNT = new Statement("history GET /v1/missing", "history", "select count");
    private static final Statement SWEEP = new Statement(Questions.NOBODY, "gateway", "delete albums");

    @Test
    void namesTheStatementsThatHaveGrownAndNoOthers() {
        StringWriter printed = new StringWriter();
        new GrowthReport(new PrintWriter(printed))
                .print(
                        10_000_000,
                        new Costs(Map.of(PAGE, cost(30), COUNT, cost(100), SWEEP, cost(500))),
                        new Costs(Map.of(PAGE, cost(40), COUNT, cost(1000), SWEEP, cost(520))));
        String[] parts = printed.toString().split("1 of 3 statements read more");
        assertThat(parts).hasSize(2);
        assertThat(parts[0])
                .contains("10,000,000")
                .contains("history GET /v1/packs")
                .contains("gateway: delete albums")
                .contains("history GET /v1/missing");
        assertThat(parts[1])
                .contains("history GET /v1/missing")
                .contains("history: Seq Scan on it")
                .contains("select count")
                .doesNotContain("select packs")
                .doesNotContain("delete albums");
    }

    private static Cost cost(int blocks) {
        return new Cost(new Footprint(blocks, blocks, 1), "Seq Scan on it");
    }
}

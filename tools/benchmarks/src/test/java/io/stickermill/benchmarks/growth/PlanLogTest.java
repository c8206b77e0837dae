package io.stickermill.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.benchmarks.growth.PlanLog.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLogTest {

    private static final String LOG = """
            2026-11-29 12:00:00.000 UTC  LOG:  database system is ready to accept connections
            2026-11-29 12:00:01.000 UTC history LOG:  duration: 3.000 ms  plan:
            \t{
            \t  "Query Text": "select 1",
            \t  "Plan": {"Node Type": "Result", "Actual Rows": 1, "Actual Loops": 1, "Shared Hit Blocks": 0}
            \t}
            2026-11-29 12:00:02.500 UTC console LOG:  duration: 12.250 ms  plan:
            \t{
            \t  "Query Text": "select *\\n   from jobs",
            \t  "Plan": {
            \t    "Node Type": "Nested Loop", "Actual Rows": 40, "Actual Loops": 1,
            \t    "Shared Hit Blocks": 100, "Shared Read Blocks": 27,
            \t    "Plans": [
            \t      {"Node Type": "Seq Scan", "Relation Name": "jobs", "Actual Rows": 20, "Actual Loops": 1,
            \t       "Rows Removed by Filter": 980, "Shared Hit Blocks": 20, "Shared Read Blocks": 27},
            \t      {"Node Type": "Index Scan", "Relation Name": "stickers", "Index Name": "stickers_pkey",
            \t       "Actual Rows": 1.5, "Actual Loops": 20, "Shared Hit Blocks": 78, "Shared Read Blocks": 0}
            \t    ]
            \t  }
            \t}
            2026-11-29 12:00:03.000 UTC console ERROR:  canceling statement due to user request
            """;

    @TempDir
    private Path folder;

    @Test
    void sumsWhatAStatementHasRead() throws IOException {
        assertThat(read("2026-11-29T12:00:02Z"))
                .containsExactly(new Execution(
                        Instant.parse("2026-11-29T12:00:02.500Z"),
                        "console",
                        "select * from jobs",
                        new Footprint(1030, 127, 12.25),
                        "Index Scan by stickers_pkey on stickers"));
    }

    @Test
    void beginsWhereItIsTold() throws IOException {
        assertThat(read("2026-11-29T12:00:01Z"))
                .extracting(Execution::sql)
                .containsExactly("select 1", "select * from jobs");
    }

    private List<Execution> read(String from) throws IOException {
        return PlanLog.read(Files.writeString(folder.resolve("postgres.log"), LOG), Instant.parse(from));
    }
}

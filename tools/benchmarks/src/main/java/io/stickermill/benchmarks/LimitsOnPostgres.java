package io.stickermill.benchmarks;

import io.stickermill.benchmarks.report.Printout;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.localstack.parts.SpringEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/**
 * The benchmark of Telegram's limits, which needs a PostgreSQL only, with the options that delivery runs with here.
 *
 * @param home for PostgreSQL's data
 */
public record LimitsOnPostgres(Path home) {

    private static final List<String> AS_DELIVERY = List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /**
     * Runs it to its end. Gives its exit code.
     *
     * @param rounds of each measurement
     */
    public int run(int rounds, Printout out) throws IOException, InterruptedException {
        try (LocalParts parts = LocalParts.start(home, EnumSet.of(PartKind.POSTGRES))) {
            out.beginTables();
            return new Microbenchmark("limits")
                    .run(
                            AS_DELIVERY,
                            List.of(Integer.toString(rounds)),
                            SpringEnvironment.of(parts.springProperties("delivery")),
                            out);
        }
    }
}

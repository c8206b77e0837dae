package io.stickermill.localstack.parts;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/**
 * The bench of Telegram's limits, which comes with delivery-service and needs a PostgreSQL only. It runs as a process of its
 * own, from the jar and with the options that delivery runs with here.
 *
 * @param home for PostgreSQL's data
 */
public record LimitsProgram(Home home) {

    /**
     * Runs the program to its end, its output on ours. Gives its exit code.
     *
     * @param rounds of each measurement
     */
    public int run(int rounds) throws IOException, InterruptedException {
        try (LocalParts parts = LocalParts.start(home.folder(), EnumSet.of(PartKind.POSTGRES))) {
            BuildOutputs build = BuildOutputs.locate();
            ProcessBuilder program = new ProcessBuilder(List.of(
                            build.java(),
                            "-Xmx160m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            build.serviceJar(Service.DELIVERY).toString(),
                            "io.stickermill.delivery.bench.LimitsBench",
                            Integer.toString(rounds)))
                    .inheritIO();
            program.environment().putAll(SpringEnvironment.of(parts.springProperties("delivery")));
            return program.start().waitFor();
        }
    }
}

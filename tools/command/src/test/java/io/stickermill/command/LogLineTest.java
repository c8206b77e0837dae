package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLineTest {

    private static final String JOB = "85aeab7b-6801-59dc-873c-d04a55d69539";

    @TempDir
    Path folder;

    @Test
    void oneJobsLinesOfAllPartsComeInTheOrderOfTimeWithTheirStackTraces() throws IOException {
        Path delivery = log("delivery", """
                2026-11-29T10:00:02.000Z WARN  [%s] i.s.d.t.StickerSender - tried again
                java.io.IOException: connection reset
                \tat io.stickermill.Somewhere
                2026-11-29T10:00:03.000Z INFO  [-] i.s.d.t.StickerSender - of another
                """.formatted(JOB));
        Path generation = log("generation", """
                a line from before the first time
                2026-11-29T12:00:01.000+02:00 INFO  [-] i.s.g.j.JobRunner - job %s is another's by now
                """.formatted(JOB));

        List<LogLine> found = LogLine.naming(JOB, List.of(delivery, generation));

        assertThat(found).extracting(LogLine::part).containsExactly("generation", "delivery");
        assertThat(found.getLast().text())
                .contains("connection reset")
                .contains("Somewhere")
                .doesNotContain("another");
        assertThat(found.getFirst().forPeople()).startsWith("generation   2026-11-29T12:00:01");
    }

    @Test
    void structuredLinesAreReadLikePlainOnesInTheOrderOfTime() throws IOException {
        Path delivery = log("delivery", """
                {"@timestamp":"2026-11-29T10:00:02.000000001Z","log":{"level":"WARN","logger":"io.stickermill.delivery.telegram.StickerSender"},"message":"tried \\"again\\"","job_id":"%1$s","error":{"type":"IOException","stack_trace":"java.io.IOException: reset\\n\\tat Somewhere\\n"}}
                {"@timestamp":"2026-11-29T10:00:03Z","log":{"level":"INFO","logger":"a.B"},"message":"of another"}
                {"@timestamp":"2026-11-29T10:00:04Z","log":{"level":"INFO","logger":"a.B"},"message":"cut off %1$s
                """.formatted(JOB));
        Path generation = log("generation", """
                2026-11-29T12:00:01.000+02:00 INFO  [-] i.s.g.j.JobRunner - job %s is another's by now
                """.formatted(JOB));

        List<LogLine> found = LogLine.naming(JOB, List.of(delivery, generation));

        assertThat(found).extracting(LogLine::part).startsWith("generation", "delivery");
        assertThat(found.get(1).text())
                .contains("WARN  [" + JOB + "] StickerSender - tried \"again\"")
                .contains("at Somewhere")
                .doesNotContain("@timestamp");
    }

    @Test
    void theCommandSaysWhereToLookWhenNoLogNamesTheJob() throws IOException {
        Files.createDirectories(folder.resolve("logs"));

        CommandRun run = CommandRun.of("logs", "--job", JOB, "--home", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("No log names the job " + JOB).contains("/v1/jobs/" + JOB);
    }

    private Path log(String part, String text) throws IOException {
        return Files.writeString(folder.resolve(part + ".log"), text);
    }
}

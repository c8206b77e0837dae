package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault suite's short form; the long one is {@code ./stickermill chaos --minutes N --seed S}. */
class ChaosIT {

    @TempDir
    Path home;

    @Test
    void everyGuaranteeHoldsThroughTheFaultsThatHurtMost() throws Exception {
        var ran = Stack.runProcess(home, Map.of(), Duration.ofMinutes(15), "chaos", "--short", "--seed", "1");

        assertThat(ran.exitCode()).as(verdictFirst(ran.output())).isZero();
        assertThat(ran.output()).contains("every guarantee held");
    }

    /** A log that is cut in the middle still says what was broken. */
    private static String verdictFirst(String output) {
        String verdict = output.lines()
                .dropWhile(line -> !line.startsWith("held") && !line.startsWith("BROKEN"))
                .collect(Collectors.joining("\n"));
        return verdict + "\n\nAll of it:\n" + output;
    }
}

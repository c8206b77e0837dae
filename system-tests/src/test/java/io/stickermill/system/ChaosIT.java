package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault suite's short form; the long one is {@code ./stickermill chaos --minutes N --seed S}. */
class ChaosIT {

    @TempDir
    Path home;

    @Test
    void everyGuaranteeHoldsThroughTheFaultsThatHurtMost() throws Exception {
        var ran = Stack.runCommand(home, Duration.ofMinutes(15), "chaos", "--short", "--seed", "1");

        assertThat(ran.exitCode()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("every guarantee held");
    }
}

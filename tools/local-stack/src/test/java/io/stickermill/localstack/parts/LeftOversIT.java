package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stack whose supervisor was killed leaves behind. */
class LeftOversIT {

    @TempDir
    Path folder;

    private Home home;
    private Process process;

    @BeforeEach
    void startProcess() throws IOException {
        home = new Home(folder);
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void isEndedAndForgotten() throws IOException {
        Path file = home.run().resolve("broker.pid");
        new PidFile(file).write(process.toHandle());

        LeftOvers.end(home);

        assertThat(process.isAlive()).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void aLaterProcessWithItsNumberIsLeftAlone() throws IOException {
        long anHourBefore = ProcessIdentity.of(process.toHandle()).startMillis() - 3_600_000;
        Files.writeString(home.run().resolve("broker.pid"), process.pid() + " " + anHourBefore);

        LeftOvers.end(home);

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aFileThatWasCutOffTellsNothing() throws IOException {
        Files.writeString(home.run().resolve("broker.pid"), process.pid() + " ");
        Files.writeString(home.run().resolve("s3.pid"), "");

        LeftOvers.end(home);

        assertThat(process.isAlive()).isTrue();
    }
}

package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartProcessIT {

    @TempDir
    private Path folder;

    /** Somebody has to find out why. */
    @Test
    void aProgramThatHangsAtItsStartSaysInItsLogAtWhat() throws Exception {
        var process = new PartProcess(new Hanging(folder), new Home(folder));
        var _ = process.start();
        try {
            assertThatThrownBy(process::awaitReady)
                    .isInstanceOf(PartFailed.class)
                    .hasMessageContaining("was not ready after 6 s");
            assertThat(Files.readString(process.log()))
                    .contains("Full thread dump")
                    .contains("Hangs.hang");
        } finally {
            process.kill();
        }
    }

    /** A program. */
    static final class Hangs {

        private Hangs() {}

        static void main() throws InterruptedException {
            hang();
        }

        private static void hang() throws InterruptedException {
            Thread.currentThread().join();
        }
    }

    private record Hanging(Path folder) implements Part {

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public String address() {
            return "";
        }

        @Override
        public Launch launch() {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classes = Hangs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            return new Launch(List.of(java, "-cp", classes, Hangs.class.getName()), Map.of(), folder);
        }

        @Override
        public boolean ready() {
            return false;
        }

        /** Long enough to begin. */
        @Override
        public Duration startTimeout() {
            return Duration.ofSeconds(6);
        }
    }
}

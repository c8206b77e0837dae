package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {

    @Test
    void ofSpringItIsTheDescriptionAndNotTheBanner() {
        assertThat(reason("""
                  .   ____          _            __ _ _
                 /\\\\ / ___'_ __ _ _(_)_ __  __ _ \\ \\ \\ \\
                2026-11-28T10:00:00Z ERROR 1 --- [main] o.s.b.d.LoggingFailureAnalysisReporter :

                ***************************
                APPLICATION FAILED TO START
                ***************************

                Description:

                Failed to bind properties under 'stickermill.delivery.max-age' to java.time.Duration:

                    Value: "soon"
                    Reason: failed to convert

                Action:

                Update your application's configuration
                """))
                .isEqualTo("Failed to bind properties under 'stickermill.delivery.max-age' to java.time.Duration:"
                        + " Value: \"soon\" Reason: failed to convert");
    }

    @Test
    void ofAnExceptionItIsTheDeepestCause() {
        assertThat(reason("""
                java.lang.IllegalStateException: outer
                    at io.stickermill.A.b(A.java:1)
                Caused by: java.io.IOException: middle
                    at io.stickermill.A.b(A.java:1)
                Caused by: java.net.ConnectException: Connection refused
                    at io.stickermill.A.b(A.java:1)
                    ... 5 more
                """)).isEqualTo("java.net.ConnectException: Connection refused");
        assertThat(reason("""
                doing well
                java.lang.OutOfMemoryError: Java heap space
                    at io.stickermill.A.b(A.java:1)
                """)).isEqualTo("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void ofAJsonLogItIsTheSameAsOfAPlainOne() {
        assertThat(reason("""
                {"@timestamp":"2026-11-28T10:00:00.000Z","log":{"level":"INFO","logger":"a.B"},"message":"going on"}
                {"@timestamp":"2026-11-28T10:00:01.000Z","log":{"level":"ERROR","logger":"o.s.b.SpringApplication"},\
                "message":"Application run failed","error":{"type":"a.B","message":"outer","stack_trace":\
                "a.B: outer\\n\\tat a.B.c(B.java:1)\\nCaused by: java.net.ConnectException: Connection refused\\n\\tat d.E.f(E.java:2)\\n"}}
                """)).isEqualTo("java.net.ConnectException: Connection refused");
        assertThat(reason("""
                {"@timestamp":"2026-11-28T10:00:01.000Z","log":{"level":"ERROR","logger":"o.s.b.d.LoggingFailureAnalysisReporter"},\
                "message":"\\n\\nAPPLICATION FAILED TO START\\n\\nDescription:\\n\\nNo such model.\\n\\nAction:\\n\\nName another.\\n"}
                """)).isEqualTo("No such model.");
    }

    @Test
    void ofACrashItIsTheSignal() {
        assertThat(reason("""
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2
                #
                """)).isEqualTo("crashed: SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2");
    }

    @Test
    void ofOthersItIsTheGravestOrTheLastLine() {
        assertThat(reason("""
                LOG:  starting
                FATAL:  could not write lock file
                LOG:  database system is shut down
                """)).isEqualTo("FATAL:  could not write lock file".replaceAll(" +", " "));
        assertThat(reason("one\nout of luck\n\n")).isEqualTo("out of luck");
        assertThat(new LastWords(java.util.List.of()).reason()).isEmpty();
    }

    @Test
    void aFullDiskIsToldByWhoeverMetIt() {
        assertThat(words("java.io.IOException: No space left on device").tellOfAFullDisk())
                .isTrue();
        assertThat(words("all is well").tellOfAFullDisk()).isFalse();
    }

    @Test
    void aDiskWithoutRoomIsNamedWithWhatToDoInOneLine(@TempDir Path folder) {
        assertThat(DiskSpace.shortage(folder, OptionalLong.of(3 << 20)).orElseThrow())
                .isEqualTo(
                        "the disk that holds " + folder
                                + " is full (3 MB left): free some room there, 64 MB at least, and everything goes on by itself");
        assertThat(DiskSpace.shortage(folder, OptionalLong.of(1L << 40))).isEmpty();
        assertThat(DiskSpace.shortage(folder, OptionalLong.empty())).isEmpty();
    }

    @Test
    void whatAnEarlierStartSaidIsLeftOut(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "the first start\nthe second\n");

        assertThat(LastWords.in(log, "the first start\n".length()).lines()).containsExactly("the second");
        assertThat(LastWords.in(log, 1_000_000).lines())
                .as("the log was made anew")
                .isEmpty();
    }

    private static String reason(String log) {
        return words(log).reason().orElseThrow();
    }

    private static LastWords words(String log) {
        return LastWords.of(log);
    }
}

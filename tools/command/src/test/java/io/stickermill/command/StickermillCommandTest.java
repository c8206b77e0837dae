package io.stickermill.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.localstack.parts.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say when there is nothing to work on. */
class StickermillCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"status", "down", "stop broker", "start broker", "topics", "topics tail sticker-ready"})
    void withoutAStackTheRemedyIsNamed(String command) {
        CommandRun run = CommandRun.of((command + " --home " + folder).split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("No stack runs in " + folder).contains("`./stickermill up`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics --gateway http://127.0.0.1:1 | --bootstrap-server, or STICKERMILL_TOOLS_BOOTSTRAP.",
                "topics tail words --bootstrap-server 127.0.0.1:1 | --registry, or STICKERMILL_TOOLS_REGISTRY.",
                "topics --bootstrap-server 127.0.0.1:1 tail words | --registry, or STICKERMILL_TOOLS_REGISTRY.",
                "dlt list --registry http://127.0.0.1:1 | --bootstrap-server, or STICKERMILL_TOOLS_BOOTSTRAP.",
                "replay words --group g --from beginning --gateway http://127.0.0.1:1 | --bootstrap-server, or",
                "recover --since 2h --bootstrap-server 127.0.0.1:1 --gateway http://127.0.0.1:1 | --delivery, or",
                "recover --since 2h --bootstrap-server 127.0.0.1:1 --group words | those that read again (generation, history,",
                "intake pause --bootstrap-server 127.0.0.1:1 | --gateway, or STICKERMILL_TOOLS_GATEWAY.",
                "intake --gateway http://127.0.0.1:1 | STICKERMILL_TOOLS_API_KEY",
                "history --gateway http://127.0.0.1:1 | --history, or STICKERMILL_TOOLS_HISTORY.",
                "history rebuild --history http://127.0.0.1:1 | java -jar service.jar rebuild",
                "backfill runs --gateway http://127.0.0.1:1 | --backfill, or STICKERMILL_TOOLS_BACKFILL.",
                "balance 1 --history http://127.0.0.1:1 | --gateway, or STICKERMILL_TOOLS_GATEWAY.",
                "grant 1 0.99 --history http://127.0.0.1:1 | --gateway, or STICKERMILL_TOOLS_GATEWAY.",
                "refund stx1 --history http://127.0.0.1:1 | --gateway, or STICKERMILL_TOOLS_GATEWAY.",
                "payments reconcile --dry-run --history http://127.0.0.1:1 | --gateway, or STICKERMILL_TOOLS_GATEWAY.",
                "generations list --gateway http://127.0.0.1:1 | --history, or STICKERMILL_TOOLS_HISTORY.",
                "generations sync --history http://127.0.0.1:1 | --generation, or STICKERMILL_TOOLS_GENERATION.",
                "generations sync --since words --history http://127.0.0.1:1 | --generation, or STICKERMILL_TOOLS_GENERATION.",
                "backfill previews --gateway http://127.0.0.1:1 | --generation, or STICKERMILL_TOOLS_GENERATION.",
                "storage check --gateway http://127.0.0.1:1 | --storage, or STICKERMILL_TOOLS_STORAGE.",
                "job 85aeab7b-6801-59dc-873c-d04a55d69539 --bootstrap-server 127.0.0.1:1 | --database, or",
                "jobs --database jdbc:postgresql://127.0.0.1:1/db | --bootstrap-server, or",
                "import --database jdbc:postgresql://127.0.0.1:1/db | --from",
                "import generate --database jdbc:postgresql://127.0.0.1:1/db | --to",
            })
    void elsewhereWhatIsMissingIsNamedByOptionAndVariable(String command, String words) {
        CommandRun run = CommandRun.of((command + " --home " + folder).split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(words).doesNotContain("No stack runs").doesNotContain("Exception");
    }

    @Test
    void elsewhereAServiceThatIsAwayIsNamedByItsAddress() throws IOException {
        String nobody = "http://127.0.0.1:" + Ports.free().of("gateway");
        Path key = Files.writeString(folder.resolve("key"), "the-key-of-the-test");

        CommandRun run = CommandRun.of(
                "intake", "--gateway", nobody, "--api-key-file", key.toString(), "--home", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("The gateway-service at " + nobody + " does not answer")
                .contains("Check the address")
                .doesNotContain("./stickermill status");
    }

    @Test
    void aControlFileWhoseSupervisorIsGoneCountsForNothing() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(
                run.resolve("control.properties"),
                // This test's own process has the number now, but started at another time.
                "url=http://127.0.0.1:1\ntoken=t\npid="
                        + ProcessHandle.current().pid() + "\nstarted=1000\n");

        assertThat(CommandRun.of("status", "--home", folder.toString()).err()).contains("No stack runs");
    }

    @Test
    void aPhotoThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("send", "no-such.jpg", "--home", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no file no-such.jpg");
    }

    @Test
    void tailStartsAtTheBeginningOrNow() {
        CommandRun run =
                CommandRun.of("topics", "tail", "sticker-ready", "--from", "yesterday", "--home", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--from takes `beginning`, not `yesterday`");
    }

    @Test
    void whatIsNoCommandIsAUsageError() {
        assertThat(CommandRun.of("upp").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("send").exitCode()).isEqualTo(2);
    }

    @Test
    void freshRemovesNothingThatIsNotAStacks() throws IOException {
        Path precious = Files.writeString(folder.resolve("thesis.tex"), "years of work");

        CommandRun run = CommandRun.of("up", "--fresh", "--home", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not a stack's data");
        assertThat(precious).exists();
    }

    @Test
    void logsAreTheLastLinesEvenOfBytesThatAreNoText() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.write(logs.resolve("gateway.log"), new byte[] {'o', 'n', 'e', '\n', (byte) 0xff, '\n', 't', 'w', 'o'});

        CommandRun run = CommandRun.of("logs", "gateway-service", "-n", "1", "--home", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("two").doesNotContain("one");
    }

    @Test
    void aLogThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("logs", "gatway", "--home", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no log of gatway");
    }
}

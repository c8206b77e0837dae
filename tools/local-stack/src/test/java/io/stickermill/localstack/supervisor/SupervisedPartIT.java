package io.stickermill.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Launch;
import io.stickermill.localstack.parts.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, small enough to die on demand: it is ready while the file {@code ready} is there. */
class SupervisedPartIT {

    @TempDir
    Path folder;

    private final AtomicBoolean needs = new AtomicBoolean(true);
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private Path ready;
    private Path broken;
    private SupervisedPart supervised;

    @BeforeEach
    void prepare() throws IOException {
        ready = Files.createFile(folder.resolve("ready"));
        broken = folder.resolve("broken");
        supervised =
                new SupervisedPart(new Sleeper(), Set.of(), new Home(folder), needs::get, (_, what) -> said.add(what));
    }

    @AfterEach
    void stop() {
        supervised.stop();
    }

    @Test
    void whatDiesIsStartedAgainAndCounted() {
        supervised.start();
        awaitState(PartState.READY);
        long first = pid();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().until(() -> supervised.restarts() == 1 && supervised.state() == PartState.READY);
        assertThat(pid()).isNotEqualTo(first);
        assertThat(said)
                .anyMatch(words ->
                        words.startsWith("was killed, by somebody or for want of memory, and is started again"));
    }

    @Test
    void whatDoesNotStartIsTriedAgainWithItsLastWordsSaid() throws IOException {
        Files.createFile(broken);
        supervised.start();
        await().until(() -> said.stream().anyMatch(words -> words.contains("out of luck")));

        Files.delete(broken);

        awaitState(PartState.READY);
        assertThat(said).anyMatch(words -> words.startsWith("ended with exit code 3 before it was ready: out of luck"));
        assertThat(said).allSatisfy(words -> assertThat(words.lines()).hasSize(1));
    }

    @Test
    void whatEndsAgainAndAgainIsCalledFailingAndSaidOnce() throws IOException {
        Files.createFile(broken);
        supervised.start();

        await().until(() -> supervised.restarts() >= 4 && supervised.state() == PartState.FAILING);

        assertThat(supervised.failures().ends()).isGreaterThanOrEqualTo(4);
        assertThat(supervised.failures().reason().orElseThrow())
                .startsWith("ended with exit code 3 before it was ready: out of luck (" + folder);
        assertThat(said).hasSize(2);
        assertThat(said).first().asString().contains("out of luck");
        assertThat(said).last().asString().contains("3 times in a row").doesNotContain("out of luck");

        Files.delete(broken);
        awaitState(PartState.READY);
        await().until(() -> said.stream().anyMatch(words -> words.startsWith("ready after")));
    }

    @Test
    void waitsForWhatItNeeds() {
        needs.set(false);
        supervised.start();

        assertThat(supervised.state()).isEqualTo(PartState.WAITING);
        assertThat(supervised.pid()).isEmpty();

        needs.set(true);
        awaitState(PartState.READY);
    }

    @Test
    void stoppedStaysStoppedUntilStarted() {
        supervised.start();
        awaitState(PartState.READY);
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();

        supervised.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(supervised.state()).isEqualTo(PartState.STOPPED);
        assertThat(supervised.restarts()).isZero();

        supervised.start();
        awaitState(PartState.READY);
    }

    @Test
    void aProcessThatLivesButDoesNotAnswerIsNoticed() throws IOException {
        supervised.start();
        awaitState(PartState.READY);

        Files.delete(ready);

        assertThat(supervised.look().state()).isEqualTo(PartState.NOT_ANSWERING);
        Files.createFile(ready);
        assertThat(supervised.look().state()).isEqualTo(PartState.READY);
    }

    private void awaitState(PartState state) {
        await().until(() -> supervised.state() == state);
    }

    private long pid() {
        return supervised.pid().orElseThrow();
    }

    private final class Sleeper implements Part {

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public String address() {
            return "nowhere";
        }

        @Override
        public Launch launch() {
            String script = "[ -f " + broken + " ] && { echo out of luck; exit 3; }; exec sleep 600";
            return new Launch(List.of("sh", "-c", script), Map.of(), folder);
        }

        @Override
        public boolean ready() {
            return Files.exists(ready) && !Files.exists(broken);
        }
    }
}

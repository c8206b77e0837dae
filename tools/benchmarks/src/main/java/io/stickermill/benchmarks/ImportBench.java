package io.stickermill.benchmarks;

import io.stickermill.benchmarks.chaos.FileTrees;
import io.stickermill.benchmarks.oldbot.DataFaults;
import io.stickermill.benchmarks.oldbot.OldBot;
import io.stickermill.benchmarks.oldbot.StoredFiles;
import io.stickermill.localstack.parts.BuildOutputs;
import io.stickermill.localstack.parts.OwnCommand;
import io.stickermill.localstack.parts.StackLogins;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Measures an import as people run it: the command as a process of its own, between two real databases. */
public final class ImportBench {

    private final int sessions;
    private final long stickers;
    private final long seed;
    private final boolean kill;
    private final PrintWriter out;

    /** @param kill whether to kill the first run in the middle of the stickers, and run it again */
    public ImportBench(int sessions, long stickers, long seed, boolean kill, PrintWriter out) {
        this.sessions = sessions;
        this.stickers = stickers;
        this.seed = seed;
        this.kill = kill;
        this.out = out;
    }

    public void run() throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("stickermill-import-");
        try (EmptyStickermill target = EmptyStickermill.start(
                folder.resolve("home"), BuildOutputs.locate().root())) {
            OldBot.Made made;
            try (Connection old = target.oldBot()) {
                made = new OldBot(seed, sessions, stickers, DataFaults.usual(), StoredFiles.none()).make(old);
            }
            long rows = made.users() + made.sessions() + made.packs() + made.stickers();
            say("Made up: %,d rows (seed %d)".formatted(rows, seed));
            if (kill) {
                importOnce(target, folder, true);
            }
            long began = System.nanoTime();
            importOnce(target, folder, false);
            double seconds = (System.nanoTime() - began) / 1e9;
            say(
                    kill
                            ? "After the kill: %.1f s to the end".formatted(seconds)
                            : "%,d rows in %.1f s, JVM start included: %,.0f rows/s"
                                    .formatted(rows, seconds, rows / seconds));
            began = System.nanoTime();
            importOnce(target, folder, false);
            say("Once more, with nothing new: %.1f s".formatted((System.nanoTime() - began) / 1e9));
        }
        // Where it failed, the logs are left to be read.
        FileTrees.delete(folder);
    }

    private void importOnce(EmptyStickermill target, Path folder, boolean toBeKilled)
            throws IOException, InterruptedException {
        Process process = OwnCommand.process(
                        List.of(
                                "import",
                                "--from",
                                target.oldBotUrl() + "?user=" + StackLogins.OLD_BOT,
                                "--database",
                                target.url(),
                                "--bot-id",
                                "1",
                                "--report",
                                folder.resolve("report.csv").toString()),
                        Map.of(
                                "STICKERMILL_FROM_PASSWORD", target.password(StackLogins.OLD_BOT),
                                "STICKERMILL_TOOLS_DATABASE_PASSWORD", target.password(StackLogins.IMPORT)))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say("  " + line);
                if (toBeKilled && line.startsWith("stickers ")) {
                    // Not by the Process, which would close the stream that is read here.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        int code = process.waitFor();
        say("  exit code " + code);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}

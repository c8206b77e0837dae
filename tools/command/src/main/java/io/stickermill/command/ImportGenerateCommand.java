package io.stickermill.command;

import io.stickermill.benchmarks.oldbot.DataFaults;
import io.stickermill.benchmarks.oldbot.OldBot;
import io.stickermill.benchmarks.oldbot.StoredFiles;
import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.operations.installation.GivenSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes up an old bot's database. */
@Command(
        name = "generate",
        description = {
            "Makes up the database of a bot that has run for years, with the faults that are known of such data, to try and"
                    + " measure an import on. The same seed gives the same rows.",
            "Each --...-share is from 0 to 1."
        },
        mixinStandardHelpOptions = true)
final class ImportGenerateCommand implements Callable<Integer> {

    @ParentCommand
    private ImportCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "JDBC_URL",
            description =
                    "An empty database (password: STICKERMILL_TO_PASSWORD). Default: `oldbot`, made in the running stack.")
    private @Nullable String to;

    @Option(names = "--to-password-file", paramLabel = "FILE", description = "Holds the password for --to.")
    private @Nullable Path toPasswordFile;

    @Option(names = "--sessions", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int sessions;

    @Option(names = "--stickers", defaultValue = "3000", description = "Default: ${DEFAULT-VALUE}.")
    private long stickers;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--objects",
            paramLabel = "FOLDER",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Also write an object for each path that tells the truth: into this folder; without a name, into the"
                            + " storage of the stack of --home.")
    private @Nullable Path objects;

    @Option(names = "--old-session-share", defaultValue = "0.2", description = "Sessions without rows in stickers.")
    private double oldSessions;

    @Option(names = "--never-uploaded-share", defaultValue = "0.05", description = "Paths without an object.")
    private double neverUploaded;

    @Option(names = "--unsent-share", defaultValue = "0.02", description = "Stickers with a path and no file id.")
    private double unsent;

    @Option(names = "--pack-without-file-share", defaultValue = "0.5", description = "Pack stickers without file id.")
    private double packWithoutFile;

    @Option(names = "--foreign-share", defaultValue = "0.05", description = "Single stickers that others made.")
    private double foreign;

    @Option(
            names = "--without-path-share",
            defaultValue = "0.3",
            description = "Never uploaded, and not claimed to be.")
    private double withoutPath;

    @Option(names = "--broken-share", defaultValue = "0.002", description = "Rows that can't be taken as they are.")
    private double broken;

    @Override
    public Integer call() throws SQLException, IOException {
        var faults = new DataFaults(oldSessions, neverUploaded, unsent, packWithoutFile, foreign, withoutPath, broken);
        var bot = new OldBot(seed, sessions, stickers, faults, storage());
        try (Connection connection = connect()) {
            OldBot.Made made = bot.make(connection);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Made up in %s: %,d users, %,d sessions, %,d packs, %,d stickers (seed %d)%n",
                            connection.getMetaData().getURL().replaceAll("\\?.*", ""),
                            made.users(),
                            made.sessions(),
                            made.packs(),
                            made.stickers(),
                            seed);
            return 0;
        } catch (IllegalStateException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private StoredFiles storage() {
        if (objects == null) {
            return StoredFiles.none();
        }
        return StoredFiles.in(
                objects.toString().isEmpty()
                        ? StackLogins.objects(parent.stickermill().home())
                        : objects);
    }

    private Connection connect() throws SQLException {
        if (to != null) {
            Properties properties = new Properties();
            String password = GivenSecret.of(
                    System.getenv(),
                    "STICKERMILL_TO_PASSWORD",
                    toPasswordFile,
                    words -> spec.commandLine().getErr().println(words));
            if (password != null) {
                properties.setProperty("password", password);
            }
            return DriverManager.getConnection(to, properties);
        }
        if (parent.options().isNamed()) {
            throw new CommandFailed("Elsewhere than on the local stack, name an empty database with --to.");
        }
        StackLogins logins = new StackLogins(parent.stickermill().home());
        String url = logins.oldBot(
                parent.stickermill().local().database(StackLogins.OLD_BOT).url());
        return DriverManager.getConnection(url, StackLogins.OLD_BOT, logins.password(StackLogins.OLD_BOT));
    }
}

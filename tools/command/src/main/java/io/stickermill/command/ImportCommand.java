package io.stickermill.command;

import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.imports.Import;
import io.stickermill.operations.imports.ImportOrder;
import io.stickermill.operations.installation.GivenSecret;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings in an existing bot's data. */
@Command(
        name = "import",
        description = {
            "Brings in the users, sessions, packs and stickers of a bot that ran before, from its PostgreSQL database, which"
                    + " is only read. Can be run again, and goes on after a kill. See docs/cut-over.md.",
            "Stickermill's database is that of the running stack, or --database; the role is import.",
            "The old one's password comes by STICKERMILL_FROM_PASSWORD, or a file.",
            "Exit code 0: everything was taken; 3: all but what stands in the report; 1: it stopped."
        },
        mixinStandardHelpOptions = true,
        subcommands = ImportGenerateCommand.class)
final class ImportCommand implements Callable<Integer> {

    private static final int NOT_ALL = 3;
    private static final String FORGET_KEY = "STICKERMILL_FORGET_KEY";
    private static final String FROM_PASSWORD = "STICKERMILL_FROM_PASSWORD";

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Option(
            names = "--from",
            paramLabel = "JDBC_URL",
            description =
                    "The old bot's database, such as jdbc:postgresql://HOST:5432/DATABASE?user=NAME. Default: what"
                            + " `import generate` made in the running stack.")
    private @Nullable String from;

    @Option(names = "--from-password-file", paramLabel = "FILE", description = "Holds the password for --from.")
    private @Nullable Path fromPasswordFile;

    @Option(
            names = "--bot-id",
            paramLabel = "NUMBER",
            description =
                    "The first part of the bot's token. Default: of STICKERMILL_TELEGRAM_TOKEN, or of the running stack.")
    private @Nullable Long botId;

    @Option(
            names = "--env",
            paramLabel = "WORD",
            description =
                    "Takes only sessions of this environment, and what is theirs. What says none is taken as this.")
    private @Nullable String env;

    @Option(names = "--dry-run", description = "Reads and judges everything, and changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--restart",
            description = "Begins from the start, where a run that did not come to its end would be gone on with.")
    private boolean restart;

    @Option(
            names = "--foreign-types",
            split = ",",
            defaultValue = "foreign,imported,external",
            description = "What stands in generation_type of stickers that others made. Default: ${DEFAULT-VALUE}.")
    private Set<String> foreignTypes = Set.of();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "import-report.csv",
            description = "Where to write what was not taken, and why. Default: ${DEFAULT-VALUE}.")
    private Path report = Path.of("");

    @Option(
            names = "--forget-key-file",
            paramLabel = "FILE",
            description =
                    "Holds the services' STICKERMILL_FORGET_KEY, where people have been forgotten. Or that variable.")
    private @Nullable Path forgetKeyFile;

    @Option(names = "--batch", hidden = true, description = "Rows a transaction.")
    private int batch = ImportOrder.USUAL_BATCH;

    @Override
    public Integer call() throws IOException {
        var order = new ImportOrder(
                source(),
                stickermill.installation(options).database(StackLogins.IMPORT),
                bot(),
                env,
                foreignTypes,
                dryRun,
                restart,
                report,
                batch,
                forgetKey());
        return new Import(order, spec.commandLine().getOut()).run() ? 0 : NOT_ALL;
    }

    StickermillCommand stickermill() {
        return stickermill;
    }

    InstallationOptions options() {
        return options;
    }

    private DatabaseLogin source() {
        String remedy = "set its user's password in " + FROM_PASSWORD + " or write it into a file and name that with"
                + " --from-password-file";
        if (from != null) {
            String password = GivenSecret.of(System.getenv(), FROM_PASSWORD, fromPasswordFile, this::warn);
            return new DatabaseLogin("the old database", from, null, password, remedy);
        }
        if (options.isNamed()) {
            throw new CommandFailed("Say where the old database is: --from.");
        }
        DatabaseLogin made = stickermill.local().database(StackLogins.OLD_BOT);
        return new DatabaseLogin(
                "the old database", StackLogins.oldBotUrl(made.url()), made.user(), made.password(), remedy);
    }

    private @Nullable String forgetKey() {
        String given = GivenSecret.of(System.getenv(), FORGET_KEY, forgetKeyFile, this::warn);
        return given != null || options.isNamed() ? given : stickermill.local().forgetKey();
    }

    private long bot() {
        if (botId != null) {
            return botId;
        }
        String token = System.getenv("STICKERMILL_TELEGRAM_TOKEN");
        if ((token == null || token.isBlank()) && options.isNamed()) {
            throw new CommandFailed("Say which bot's data this is: --bot-id, or STICKERMILL_TELEGRAM_TOKEN.");
        }
        String id = token == null || token.isBlank() ? stickermill.local().botId() : token.split(":", 2)[0];
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new CommandFailed("STICKERMILL_TELEGRAM_TOKEN does not begin with a bot's id: set --bot-id.");
        }
    }

    private void warn(String words) {
        spec.commandLine().getErr().println(words);
    }
}

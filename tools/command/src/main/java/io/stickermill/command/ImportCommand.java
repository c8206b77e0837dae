package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.localstack.parts.StackLogins;
import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.imports.Import;
import io.stickermill.operations.imports.ImportOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "Passwords: STICKERMILL_FROM_PASSWORD and STICKERMILL_TO_PASSWORD, or files.",
            "Exit code 0: everything was taken; 3: all but what stands in the report; 1: it stopped."
        },
        mixinStandardHelpOptions = true,
        subcommands = ImportGenerateCommand.class)
final class ImportCommand implements Callable<Integer> {

    private static final int NOT_ALL = 3;

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

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
            names = "--to",
            paramLabel = "JDBC_URL",
            description = "Stickermill's database, elsewhere than in the running stack (role: import, unless ?user=).")
    private @Nullable String to;

    @Option(names = "--to-password-file", paramLabel = "FILE", description = "Holds the password for --to.")
    private @Nullable Path toPasswordFile;

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

    @Option(names = "--batch", hidden = true, description = "Rows a transaction.")
    private int batch = ImportOrder.USUAL_BATCH;

    @Override
    public Integer call() throws IOException {
        var order = new ImportOrder(source(), target(), bot(), env, foreignTypes, dryRun, restart, report, batch);
        return new Import(order, spec.commandLine().getOut()).run() ? 0 : NOT_ALL;
    }

    StickermillCommand stickermill() {
        return stickermill;
    }

    private DatabaseLogin source() {
        String remedy = Passwords.remedy("STICKERMILL_FROM_PASSWORD", "--from-password-file");
        if (from != null) {
            String password = Passwords.given("STICKERMILL_FROM_PASSWORD", fromPasswordFile);
            return new DatabaseLogin("the old database", from, null, password, remedy);
        }
        String url = StackLogins.oldBotUrl(access("database", "--from"));
        return new DatabaseLogin("the old database", url, StackLogins.OLD_BOT, password(StackLogins.OLD_BOT), remedy);
    }

    private DatabaseLogin target() {
        String remedy = Passwords.remedy("STICKERMILL_TO_PASSWORD", "--to-password-file");
        if (to != null) {
            String password = Passwords.given("STICKERMILL_TO_PASSWORD", toPasswordFile);
            String role = to.matches(".*[?&]user=.*") ? null : StackLogins.IMPORT;
            return new DatabaseLogin("Stickermill's database", to, role, password, remedy);
        }
        String url = access("database", "--to");
        return new DatabaseLogin(
                "Stickermill's database", url, StackLogins.IMPORT, password(StackLogins.IMPORT), remedy);
    }

    private long bot() {
        if (botId != null) {
            return botId;
        }
        String token = System.getenv("STICKERMILL_TELEGRAM_TOKEN");
        String id = token == null || token.isBlank() ? access("bot_id", "--bot-id") : token.split(":", 2)[0];
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new CommandFailed("STICKERMILL_TELEGRAM_TOKEN does not begin with a bot's id: set --bot-id.");
        }
    }

    private String password(String role) {
        return new StackLogins(stickermill.home()).password(role);
    }

    /** What the running stack says of itself. */
    String access(String name, String option) {
        JsonNode access;
        try {
            access = stickermill.running().status().path("access");
        } catch (CommandFailed e) {
            throw new CommandFailed(e.getMessage() + " Or set " + option + ".");
        }
        return access.path(name).asText();
    }
}

package io.stickermill.command;

import io.stickermill.common.NotReached;
import io.stickermill.localstack.parts.Home;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands: knows which stack is meant. */
@Command(
        name = "stickermill",
        description = "A photo sent to a Telegram bot becomes a sticker: the whole system on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            PrepareCommand.class,
            DownCommand.class,
            StatusCommand.class,
            PartCommands.Start.class,
            PartCommands.Stop.class,
            RestartCommand.class,
            ScaleCommand.class,
            LogsCommand.class,
            ConsoleCommand.class,
            JobCommand.class,
            JobsCommand.class,
            SendCommand.class,
            SetCommand.class,
            StylesCommand.class,
            GenerationsCommand.class,
            BalanceCommand.class,
            GrantCommand.class,
            RefundCommand.class,
            PaymentsCommand.class,
            FaultCommand.class,
            TopicsCommand.class,
            DltCommand.class,
            BackfillCommand.class,
            ReplayCommand.class,
            RecoverCommand.class,
            IntakeCommand.class,
            ForgetCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            HistoryCommand.class,
            StorageCommand.class,
            ChaosCommand.class,
            BenchCommand.class,
            GalleryCommand.class
        })
public final class StickermillCommand {

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            description =
                    "Folder of the stack's data. Another than the default takes free ports, so that several stacks"
                            + " run side by side. Default: .stickermill beside this command.")
    private @Nullable Path home;

    /** Runs the command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Runs the command line within this process, and gives what would be its exit code. All that it says goes to one writer. */
    public static int run(PrintWriter said, String... arguments) {
        return commandLine().setOut(said).setErr(said).execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new StickermillCommand()).setExecutionExceptionHandler((failure, line, _) -> {
            line.getErr().println(words(failure) + (failure instanceof NotReached ? remedy(line) : ""));
            return 1;
        });
    }

    /** Where to look when something of the installation that a command is about does not answer. */
    private static String remedy(CommandLine line) {
        for (CommandLine each = line; each != null; each = each.getParent()) {
            for (CommandSpec mixin : each.getCommandSpec().mixins().values()) {
                if (mixin.userObject() instanceof InstallationOptions options && options.isNamed()) {
                    return " Check the address, and that it can be reached from here.";
                }
            }
        }
        return " `./stickermill status` shows whether it runs.";
    }

    Home home() {
        return new Home(home == null ? defaultHome() : home);
    }

    boolean isDefaultHome() {
        return home == null || home.toAbsolutePath().normalize().equals(defaultHome());
    }

    /**
     * The one that the options name; without any, the stack that runs in this home.
     *
     * @throws CommandFailed if none is named, and none runs
     */
    Installation installation(InstallationOptions options) {
        return options.isNamed() ? options : local();
    }

    LocalInstallation local() {
        return new LocalInstallation(running(), home());
    }

    /** The stack that runs in this home. */
    RunningStack running() {
        return RunningStack.in(home());
    }

    private static Path defaultHome() {
        return Path.of(System.getProperty("stickermill.root", "."))
                .toAbsolutePath()
                .normalize()
                .resolve(".stickermill");
    }

    private static String words(Exception failure) {
        return failure instanceof CommandFailed || failure.getMessage() != null
                ? String.valueOf(failure.getMessage())
                : failure.toString();
    }

    /** A person sees one line that moves; a file or a pipe gets none of that. There may be no console at all. */
    static boolean isOnATerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}

package io.stickermill.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.stickermill.common.Json;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.storage.Finding;
import io.stickermill.operations.storage.Finding.Verdict;
import io.stickermill.operations.storage.StorageCheck;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at the bucket. */
@Command(name = "storage", description = "Looks at the object storage.", mixinStandardHelpOptions = true)
final class StorageCommand implements Runnable {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            description = {
                "Compares what is set at the bucket with what is needed: access, signed links, lifecycle, versions; and says the"
                        + " command that mends it.",
                "It writes one small object under checks/ and removes it. The exit code is 0 only if nothing is wrong."
            },
            mixinStandardHelpOptions = true)
    int check(@Option(names = "--json", description = "For programs.") boolean json)
            throws InterruptedException, JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings;
        try (StorageCheck check =
                new StorageCheck(stickermill.installation(options).storage(), Clock.systemUTC())) {
            findings = check.look();
        }
        boolean right = findings.stream().noneMatch(finding -> finding.verdict() == Verdict.WRONG);
        if (json) {
            out.println(Json.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of(
                            "right",
                            right,
                            "findings",
                            findings.stream().map(StorageCommand::fields).toList())));
        } else {
            out.printf("%-20s %-6s %s%n", "WHAT", "STATE", "HOW IT IS");
            for (Finding finding : findings) {
                out.printf("%-20s %-6s %s%n", finding.subject(), word(finding), finding.words());
                if (finding.remedy() != null) {
                    out.printf("%-20s %-6s -> %s%n", "", "", finding.remedy());
                }
            }
        }
        return right ? 0 : 1;
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields =
                new TreeMap<>(Map.of("subject", finding.subject(), "verdict", word(finding), "words", finding.words()));
        if (finding.remedy() != null) {
            fields.put("remedy", finding.remedy());
        }
        return fields;
    }

    private static String word(Finding finding) {
        return finding.verdict().name().toLowerCase(Locale.ROOT);
    }
}

package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Until;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.installation.InstallationOptions;
import io.stickermill.operations.person.PersonObjects;
import io.stickermill.operations.person.PersonRecords;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Forgets a person, and looks for what is left. */
@Command(
        name = "forget",
        description = {
            "Forgets a person: rows, files, messages of the last two days, in all services; and shows what went.",
            "It can't be undone. --dry-run shows what there is, and changes nothing."
        },
        mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {

    private static final List<String> SERVICES = List.of("gateway", "generation", "delivery", "history", "backfill");
    private static final Duration LOOK = Duration.ofSeconds(1);

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Parameters(paramLabel = "TELEGRAM_ID", arity = "0..1", description = "The person's id at Telegram.")
    private @Nullable Long person;

    @Option(names = "--sets", description = "Deletes their sticker sets at Telegram, too.")
    private boolean sets;

    @Option(names = "--dry-run", description = "Shows what there is of them, and changes nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        if (person == null) {
            throw new ParameterException(spec.commandLine(), "Whom? Give the person's id at Telegram.");
        }
        long telegramId = person;
        if (dryRun) {
            out().println("What there is of " + telegramId + ":");
            print(kept(telegramId, List.of()));
            return 0;
        }
        JsonNode begun = gateway().ask("POST", "/v1/forgets?telegram_id=" + telegramId + "&sets=" + sets);
        String id = begun.path("id").asText();
        out().println("Forgetting " + id + " is begun. It goes on if this command is ended: `forget show " + id + "`.");
        List<String> said = new ArrayList<>();
        receipt(Until.every(LOOK).answer(() -> progress(id, said), state -> state.hasNonNull("ended_at")));
        return audited(telegramId, List.of());
    }

    /** Says which services are waited for, when those are others than before. */
    private JsonNode progress(String id, List<String> said) {
        JsonNode state = gateway().get("/v1/forgets/" + id);
        String waits = String.join(", ", texts(state.path("waiting_for")));
        if (!waits.isEmpty() && (said.isEmpty() || !said.getLast().equals(waits))) {
            out().println("  waits for " + waits);
            out().flush();
            said.add(waits);
        }
        return state;
    }

    @Command(description = "Shows a receipt, or the newest ones.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "ID", arity = "0..1", description = "As 'forget' has said it.") @Nullable
                    UUID id) {
        if (id != null) {
            receipt(gateway().get("/v1/forgets/" + id));
            return 0;
        }
        JsonNode newest = gateway().get("/v1/forgets").path("forgets");
        if (newest.isEmpty()) {
            out().println("Nobody was forgotten.");
        }
        for (JsonNode one : newest) {
            out().println(one.path("id").asText() + "  "
                    + one.path("requested_at").asText() + "  "
                    + (one.hasNonNull("ended_at")
                            ? "done " + one.path("ended_at").asText()
                            : "waits for " + String.join(", ", texts(one.path("waiting_for")))));
        }
        return 0;
    }

    @Command(
            description = {
                "Looks through all tables and files for traces of a person.",
                "The exit code is 0 only if there is none. With --topics also for records, which go by themselves."
            },
            mixinStandardHelpOptions = true)
    int audit(
            @Parameters(paramLabel = "TELEGRAM_ID", description = "The person's id at Telegram.") long telegramId,
            @Option(names = "--word", paramLabel = "TEXT", description = "Another trace: a name, a file id. Up to 20.")
                    @Nullable
                    List<String> words,
            @Option(names = "--topics", description = "Reads all topics, which may take long.") boolean topics) {
        int left = audited(telegramId, words == null ? List.of() : words);
        if (topics) {
            Installation installation = stickermill.installation(options);
            Map<String, PersonRecords.Found> records =
                    PersonRecords.of(userId(telegramId), telegramId, installation.broker());
            records.forEach((topic, found) ->
                    out().printf("  %-48s %8d records, the last of %s%n", topic, found.records(), found.latest()));
            out().println(
                            records.isEmpty()
                                    ? "No topic has a record of theirs."
                                    : "Records go with their topics' retention.");
        }
        return left;
    }

    private int audited(long telegramId, List<String> words) {
        Map<String, Long> left = kept(telegramId, words);
        if (left.isEmpty()) {
            out().println("Nothing of them is left in any table or in storage.");
            return 0;
        }
        out().println("This is left of them:");
        print(left);
        return 1;
    }

    /** Rows by service and table, and objects by prefix. */
    private Map<String, Long> kept(long telegramId, List<String> words) {
        Installation installation = stickermill.installation(options);
        UUID userId = userId(telegramId);
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("user_id", userId);
        asked.put("telegram_id", telegramId);
        asked.put("words", words);
        Map<String, Long> found = new TreeMap<>();
        for (String service : SERVICES) {
            new ServiceApi(installation, service)
                    .post("/v1/audits", asked)
                    .path("rows")
                    .properties()
                    .forEach(table -> found.put(
                            "rows of " + table.getKey(), table.getValue().asLong()));
        }
        PersonObjects.of(userId, installation.storage())
                .forEach((prefix, count) -> found.put("objects under " + prefix, count));
        return found;
    }

    private UUID userId(long telegramId) {
        return UUID.fromString(gateway()
                .get("/v1/forgets/person?telegram_id=" + telegramId)
                .path("user_id")
                .asText());
    }

    private void print(Map<String, Long> found) {
        found.forEach((what, count) -> out().printf("  %-48s %8d%n", what, count));
        if (found.isEmpty()) {
            out().println("  nothing");
        }
    }

    private void receipt(JsonNode receipt) {
        out().println("Forgetting " + receipt.path("id").asText() + ", asked for "
                + receipt.path("requested_at").asText());
        receipt.path("removed").properties().forEach(service -> {
            out().println("  " + service.getKey());
            service.getValue()
                    .properties()
                    .forEach(what -> out().printf(
                                    "    %-44s %8d%n",
                                    what.getKey(), what.getValue().asLong()));
        });
        out().println(
                        receipt.hasNonNull("ended_at")
                                ? "Done " + receipt.path("ended_at").asText()
                                : "Waits for " + String.join(", ", texts(receipt.path("waiting_for"))));
        out().println("Records in topics go by themselves, the last on "
                + receipt.path("topics_until").asText() + "; nobody reads them any more.");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private ServiceApi gateway() {
        return new ServiceApi(stickermill.installation(options), "gateway");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Payments in Telegram Stars. */
@Command(
        name = "payments",
        description = "Payments in Stars: lists them, compares them with Telegram's, sums them up.",
        mixinStandardHelpOptions = true)
final class PaymentsCommand implements Runnable {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(description = "The newest ones.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--user", paramLabel = "TELEGRAM_ID", description = "Of this person only.") @Nullable
                    Long user,
            @Option(names = "--limit", defaultValue = "20", description = "1 to 100. Default: ${DEFAULT-VALUE}.")
                    int limit) {
        JsonNode found = gateway()
                .get("/v1/credits/payments?limit=" + limit + (user == null ? "" : "&user=" + user))
                .path("payments");
        if (found.isEmpty()) {
            out().println("There is none.");
            return 0;
        }
        out().printf(
                        "%-8s  %12s %6s %10s %8s  %-24s  %s%n",
                        "STATE", "USER", "STARS", "CREDITS", "DEBT", "PAID", "CHARGE");
        for (JsonNode one : found) {
            out().printf(
                            "%-8s  %12s %6d %10s %8s  %-24s  %s  %s%n",
                            one.path("state").asText(),
                            one.path("telegram_id").asText(),
                            one.path("stars").asInt(),
                            one.path("credits").asText("-"),
                            one.path("debt").asText(),
                            one.path("paid_at").asText(),
                            one.path("charge_id").asText(),
                            one.path("why").asText(""));
        }
        return 0;
    }

    @Command(
            description = {
                "Compares the payments with Telegram's transactions.",
                "What was paid and never told is credited; what was given back is taken off: each once."
            },
            mixinStandardHelpOptions = true)
    int reconcile(
            @Option(names = "--dry-run", description = "Only looks; changes nothing.") boolean dryRun,
            @Option(names = "--all", description = "From the beginning, and what Telegram does not know, too.")
                    boolean all) {
        JsonNode report = gateway().ask("POST", "/v1/credits/payments/reconcile?dry_run=" + dryRun + "&all=" + all);
        for (JsonNode one : report.path("findings")) {
            out().printf(
                            "%-13s  %12s %6d  %s  %s%n",
                            one.path("kind").asText(),
                            one.path("telegram_id").asText(),
                            one.path("stars").asInt(),
                            one.path("charge_id").asText(),
                            one.path("done").asBoolean() ? "done" : "");
        }
        out().println("Looked at " + report.path("looked").asInt() + " transactions, found "
                + report.path("findings").size() + "." + (dryRun ? " A dry run: nothing is changed." : ""));
        return 0;
    }

    @Command(
            description = {
                "Sums by day, provider and service, with what they cost and what is left; the Stars of each day.",
                "Ends with 1 where a balance is not the sum of what its person got and spent."
            },
            mixinStandardHelpOptions = true)
    int sums(@Option(names = "--days", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.") int days) {
        JsonNode sums = gateway().get("/v1/credits/sums?days=" + days);
        out().printf(
                        "%-10s  %-10s %-8s %9s %6s %10s %10s %10s%n",
                        "DAY", "PROVIDER", "SERVICE", "STICKERS", "GIVEN", "CREDITS", "USD", "MARGIN");
        for (JsonNode day : sums.path("days")) {
            out().printf(
                            "%-10s  %-10s %-8s %9d %6d %10s %10s %10s%n",
                            day.path("day").asText(),
                            day.path("provider").asText(),
                            day.path("service").asText(),
                            day.path("stickers").asLong(),
                            day.path("given").asLong(),
                            day.path("credits").asText(),
                            day.path("cost").asText(),
                            day.path("margin").asText());
        }
        for (JsonNode day : sums.path("stars")) {
            out().println(day.path("day").asText() + "  " + day.path("payments").asLong() + " payments, "
                    + day.path("stars").asLong() + " Stars, of which "
                    + day.path("refunded").asLong() + " were given back");
        }
        JsonNode wrong = sums.path("wrong");
        out().println(
                        wrong.isEmpty()
                                ? "Each balance is the sum of what its person got and spent."
                                : "These people's balances are not the sum of what they got and spent: " + wrong);
        return wrong.isEmpty() ? 0 : 1;
    }

    private ServiceApi gateway() {
        return new ServiceApi(stickermill.installation(options), "gateway");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

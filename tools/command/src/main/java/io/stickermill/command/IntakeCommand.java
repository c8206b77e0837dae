package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.installation.InstallationOptions;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Whether photos are taken, of whom, and how many. */
@Command(
        name = "intake",
        description = {
            "Shows whether photos are taken; its commands change that, at once on all gateways.",
            "What was accepted before goes on."
        },
        mixinStandardHelpOptions = true)
final class IntakeCommand implements Callable<Integer> {

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final InstallationOptions options = new InstallationOptions();

    @Override
    public Integer call() {
        return ask("GET", "");
    }

    @Command(description = "Takes no photos; who sends one is told.", mixinStandardHelpOptions = true)
    int pause() {
        return ask("PUT", "/pause");
    }

    @Command(description = "Takes photos again.", mixinStandardHelpOptions = true)
    int resume() {
        return ask("DELETE", "/pause");
    }

    @Command(description = "Takes no photos of a person.", mixinStandardHelpOptions = true)
    int block(@Parameters(paramLabel = "TELEGRAM_ID") long user) {
        return ask("PUT", "/blocked/" + user);
    }

    @Command(description = "Takes photos of a person again.", mixinStandardHelpOptions = true)
    int unblock(@Parameters(paramLabel = "TELEGRAM_ID") long user) {
        return ask("DELETE", "/blocked/" + user);
    }

    @Command(
            description = "Sets how many stickers a person may ask for in a day (UTC).",
            mixinStandardHelpOptions = true)
    int quota(
            @Parameters(
                            paramLabel = "NUMBER",
                            arity = "0..1",
                            description = "0 for no limit; left out: the setting, or what holds for everybody.")
                    @Nullable
                    Integer daily,
            @Option(names = "--user", paramLabel = "TELEGRAM_ID", description = "For this person only.") @Nullable
                    Long user) {
        String path = "/quota" + (user == null ? "" : "/" + user);
        return daily == null ? ask("DELETE", path) : ask("PUT", path + "?daily=" + daily);
    }

    @Command(
            description = "Shows the updates of Telegram that could not be taken in and were set aside, newest first.",
            mixinStandardHelpOptions = true)
    int updates() {
        JsonNode waiting = gateway().ask("GET", "/v1/intake/updates").path("updates");
        var out = spec.commandLine().getOut();
        out.println(waiting.isEmpty() ? "No update is set aside." : waiting.size() + " set aside:");
        for (JsonNode update : waiting) {
            out.println(update.path("id").asText() + "  update "
                    + update.path("update_id").asText("?") + "  "
                    + update.path("reason").asText() + " after "
                    + update.path("attempts").asInt() + "  "
                    + update.path("set_aside_at").asText());
            out.println("  " + update.path("cause").asText());
            out.println("  " + update.path("body").asText());
        }
        return 0;
    }

    @Command(
            description = {
                "Takes in once more what was set aside, when its cause is mended.",
                "The same update is the same job, however often it is taken in."
            },
            mixinStandardHelpOptions = true)
    int replay(@Parameters(paramLabel = "ID", description = "As 'intake updates' shows it.") UUID id) {
        gateway().ask("POST", "/v1/intake/updates/" + id + "/replay");
        spec.commandLine().getOut().println(id + " is taken in.");
        return 0;
    }

    private ServiceApi gateway() {
        return new ServiceApi(stickermill.installation(options), "gateway");
    }

    private int ask(String method, String path) {
        print(gateway().ask(method, "/v1/intake" + path));
        return 0;
    }

    private void print(JsonNode intake) {
        var out = spec.commandLine().getOut();
        int quota = intake.path("daily_quota").asInt();
        out.println(intake.path("paused").asBoolean() ? "Photos are not taken: paused." : "Photos are taken.");
        out.println("A day: " + (quota == 0 ? "no limit" : quota + " stickers a person") + ".");
        intake.path("quotas")
                .properties()
                .forEach(own -> out.println("  user " + own.getKey() + ": "
                        + (own.getValue().asInt() == 0 ? "no limit" : own.getValue() + " a day")));
        if (!intake.path("blocked").isEmpty()) {
            out.println("Blocked: "
                    + intake.path("blocked").valueStream().map(JsonNode::asText).toList());
        }
    }
}

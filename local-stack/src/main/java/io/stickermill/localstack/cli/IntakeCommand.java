package io.stickermill.localstack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private StickermillCommand stickermill;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

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

    private int ask(String method, String path) {
        JsonNode access = stickermill.running().status().path("access");
        String gateway = access.path("gateway").asText();
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/v1/intake" + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-API-Key", access.path("api_key").asText())
                .method(method, BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new CommandFailed(
                        answer.path("detail").asText("The gateway answered " + response.statusCode() + "."));
            }
            print(answer);
            return 0;
        } catch (IOException e) {
            throw new CommandFailed("The gateway at " + gateway + " does not answer: `./stickermill status` shows"
                    + " whether it runs.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
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

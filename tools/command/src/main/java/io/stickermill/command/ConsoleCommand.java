package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.localstack.parts.StackLogins;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Opens the operator's page, signed in. */
@Command(
        name = "console",
        description = {
            "Opens the operator's page of the running stack, signed in as you, and prints its address.",
            "The address lets somebody in once, within two minutes."
        },
        mixinStandardHelpOptions = true)
final class ConsoleCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Path OPENER = Path.of("/usr/bin/xdg-open");

    @ParentCommand
    private StickermillCommand stickermill;

    @Spec
    private CommandSpec spec;

    @Option(names = "--no-open", description = "Only print the address, open no browser.")
    private boolean noOpen;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String console =
                stickermill.running().status().path("access").path("console").asText();
        String address = console + "/page/index.html#code=" + code(console);
        out.println(address);
        out.flush();
        if (!noOpen && hasBrowser()) {
            open(address);
        }
        return 0;
    }

    private String code(String console) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(console + "/api/codes"))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + new StackLogins(stickermill.home()).consoleToken())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            Json.MAPPER.writeValueAsString(Map.of("name", System.getProperty("user.name")))))
                    .build();
            var answer = Http.CLIENT.send(request, BodyHandlers.ofString());
            JsonNode body = Json.MAPPER.readTree(answer.body());
            if (!body.hasNonNull("code")) {
                throw new CommandFailed(
                        body.path("detail").asText("The console answered " + answer.statusCode() + "."));
            }
            return body.path("code").asText();
        } catch (IOException e) {
            throw new CommandFailed(
                    "The console at " + console
                            + " does not answer: `./stickermill status` shows its state, `./stickermill logs console` says why.");
        }
    }

    private static boolean hasBrowser() {
        @Nullable String display = System.getenv("DISPLAY");
        return Files.isExecutable(OPENER) && (display != null || System.getenv("WAYLAND_DISPLAY") != null);
    }

    /** The code is worth nothing once the page has it: that others can read this program's arguments does no harm. */
    private static void open(String address) {
        try {
            new ProcessBuilder(OPENER.toString(), address)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noBrowser) {
            // The address is printed.
        }
    }
}

package io.stickermill.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.ProcessIdentity;
import io.stickermill.localstack.supervisor.ControlAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A stack that another invocation of the command keeps running. */
final class RunningStack {

    private final ControlAddress control;

    private RunningStack(ControlAddress control) {
        this.control = control;
    }

    static RunningStack in(Home home) {
        return ControlAddress.of(home)
                .map(RunningStack::new)
                .orElseThrow(() -> new CommandFailed("No stack runs in " + home.folder()
                        + ". Start it with `./stickermill up` (in another terminal), or name another installation where the command"
                        + " takes one (`--help`)."));
    }

    JsonNode status() {
        return ask("GET", "/status");
    }

    JsonNode ask(String method, String path) {
        return ask(method, path, HttpRequest.BodyPublishers.noBody());
    }

    /** Who replayed what, newest first. */
    JsonNode replays() {
        return ask("GET", "/replays").path("replays");
    }

    void recordReplay(Map<String, Object> replay) {
        try {
            ask("POST", "/replays", HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(replay)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode ask(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control.url() + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + control.token())
                .method(method, body)
                .build();
        try {
            var response = Http.CLIENT.send(request, BodyHandlers.ofString());
            JsonNode answer = Json.MAPPER.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new CommandFailed(
                        answer.path("error").asText("the supervisor answered " + response.statusCode()));
            }
            return answer;
        } catch (IOException e) {
            throw new CommandFailed(
                    "The supervisor (pid " + control.supervisor().pid() + ") does not answer: " + e.getMessage()
                            + ". Is `./stickermill up` still running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    ProcessIdentity supervisor() {
        return control.supervisor();
    }
}

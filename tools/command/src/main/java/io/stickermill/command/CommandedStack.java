package io.stickermill.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.operations.recovery.RecoveredStack;
import java.util.List;
import java.util.stream.StreamSupport;

/** A stack that another invocation of the command keeps running, for a recovery. */
final class CommandedStack implements RecoveredStack {

    private final RunningStack stack;
    private final JsonNode status;

    CommandedStack(RunningStack stack) {
        this.stack = stack;
        this.status = stack.status();
    }

    @Override
    public String bootstrap() {
        return access("bootstrap");
    }

    @Override
    public String gateway() {
        return access("gateway");
    }

    @Override
    public String delivery() {
        return access("delivery");
    }

    @Override
    public String apiKey() {
        return access("api_key");
    }

    @Override
    public List<String> instances(String service) {
        return StreamSupport.stream(status.path("parts").spliterator(), false)
                .map(part -> part.path("name").asText())
                .filter(name -> name.equals(service) || name.startsWith(service + "-"))
                .toList();
    }

    @Override
    public void stop(String part) {
        stack.ask("POST", "/stop/" + part);
    }

    @Override
    public void start(String part) {
        stack.ask("POST", "/start/" + part);
    }

    private String access(String name) {
        return status.path("access").path(name).asText();
    }
}

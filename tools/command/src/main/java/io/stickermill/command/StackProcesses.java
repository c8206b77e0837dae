package io.stickermill.command;

import io.stickermill.operations.recovery.ServiceProcesses;
import java.util.List;
import java.util.stream.StreamSupport;

/** The processes of a stack that another invocation of the command keeps running. */
record StackProcesses(RunningStack stack) implements ServiceProcesses {

    @Override
    public List<String> instances(String service) {
        return StreamSupport.stream(stack.status().path("parts").spliterator(), false)
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
}

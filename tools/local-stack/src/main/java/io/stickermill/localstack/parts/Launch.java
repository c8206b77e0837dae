package io.stickermill.localstack.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param command program and arguments; never a secret, since every user of the machine can read them
 * @param environment added to our own; secrets travel here
 * @param folder the working directory
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

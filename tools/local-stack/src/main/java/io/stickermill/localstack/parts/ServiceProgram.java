package io.stickermill.localstack.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that comes in a service's jar beside the service itself, and ends by itself.
 *
 * @param name what the jar calls it: its first argument
 */
public record ServiceProgram(Service service, String name) {

    /**
     * Runs the program to its end, its output on ours. Gives its exit code.
     *
     * @param settings Spring properties; they travel in the environment, for there are secrets among them
     */
    public int run(List<String> arguments, Map<String, String> settings) throws IOException, InterruptedException {
        BuildOutputs build = BuildOutputs.locate();
        List<String> command = new ArrayList<>();
        command.add(build.java());
        command.addAll(ServiceJvm.heap(service));
        command.addAll(ServiceJvm.OPTIONS);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-jar", build.serviceJar(service).toString(), name));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(SpringEnvironment.of(settings));
        return builder.start().waitFor();
    }
}

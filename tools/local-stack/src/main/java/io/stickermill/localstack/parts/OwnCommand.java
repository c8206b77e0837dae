package io.stickermill.localstack.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code stickermill} command as a process of its own, with the JVM that the script gives it. */
public final class OwnCommand {

    private OwnCommand() {}

    /** @param environment added to ours; secrets travel here */
    public static ProcessBuilder process(List<String> arguments, Map<String, String> environment) {
        BuildOutputs build = BuildOutputs.locate();
        List<String> command = new ArrayList<>(List.of(
                build.java(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dstickermill.root=" + build.root(),
                "-jar",
                build.commandJar().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}

package io.stickermill.localstack.parts;

import java.util.List;

/** How a service's JVM is started; the container image must agree (ComposeTest in system-tests). */
public final class ServiceJvm {

    /** What a service needs wherever it runs. */
    public static final List<String> OPTIONS = List.of(
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private ServiceJvm() {}

    public static List<String> heap(Service service) {
        return List.of("-Xms48m", service == Service.GENERATION ? "-Xmx384m" : "-Xmx160m");
    }
}
